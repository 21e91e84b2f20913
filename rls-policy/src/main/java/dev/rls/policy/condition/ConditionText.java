package dev.rls.policy.condition;

import dev.rls.policy.And;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.CurrentTimestamp;
import dev.rls.policy.In;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.Through;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes predicates in the language of conditions. It reads like what was written, but for {@code between}, which is a
 * pair of comparisons, and for constants of enums, which are the values their column holds.
 */
public final class ConditionText {

    private final String path;

    private ConditionText(String path) {
        this.path = path;
    }

    /**
     * The text of a predicate.
     *
     * @param predicate any
     * @return the condition; what always holds is {@code true}
     */
    public static String of(Predicate predicate) {
        return of(predicate, "");
    }

    /**
     * The text of a predicate over a row that associations lead to.
     *
     * @param predicate any
     * @param path the attributes that lead to the row, each with a dot after it
     * @return the condition, over the row from which the path starts
     */
    public static String of(Predicate predicate, String path) {
        return new ConditionText(path).text(predicate);
    }

    private String text(Predicate predicate) {
        if (predicate instanceof And and) {
            return and.predicates().isEmpty() ? "true" : joined(and.predicates(), " and ");
        } else if (predicate instanceof Or or) {
            return joined(or.predicates(), " or ");
        } else if (predicate instanceof Not not) {
            return negated(not.predicate());
        } else if (predicate instanceof Comparison comparison) {
            return text(comparison.left()) + " " + comparison.operator().sql() + " " + text(comparison.right());
        } else if (predicate instanceof Prefix prefix) {
            return text(prefix.operand()) + " like " + text(prefix.prefix()) + " || '%'";
        } else if (predicate instanceof Through through) {
            return through(through);
        }
        return test(predicate, "");
    }

    /** The tests that have a place of their own for {@code not}. */
    private String test(Predicate predicate, String not) {
        if (predicate instanceof In in) {
            return text(in.operand())
                    + in.values().stream().map(this::text).collect(Collectors.joining(", ", " " + not + "in (", ")"));
        } else if (predicate instanceof Member member) {
            return text(member.operand()) + " " + not + "in " + text(member.array());
        } else if (predicate instanceof IsNull isNull) {
            return text(isNull.operand()) + " is " + not + "null";
        } else if (predicate instanceof Like like) {
            return text(like.operand()) + " " + not + "like " + pattern(like.parts());
        }
        throw new IllegalArgumentException("no text of " + predicate.getClass());
    }

    private String negated(Predicate predicate) {
        if (predicate instanceof In
                || predicate instanceof Member
                || predicate instanceof IsNull
                || predicate instanceof Like) {
            return test(predicate, "not ");
        }
        boolean several = predicate instanceof And || predicate instanceof Or || predicate instanceof Through;
        return several ? "not (" + text(predicate) + ")" : "not " + text(predicate);
    }

    private String joined(List<Predicate> parts, String word) {
        return parts.stream()
                .map(part -> part instanceof And || part instanceof Or ? "(" + text(part) + ")" : text(part))
                .collect(Collectors.joining(word));
    }

    /** An association that is null if it leads to no visible row, and the condition over that row. */
    private String through(Through through) {
        String attribute = path + through.association().attribute();
        return through.predicate().equals(And.TRUE)
                ? attribute + " is not null"
                : of(through.predicate(), attribute + ".");
    }

    private String text(Operand operand) {
        if (operand instanceof ColumnRef column) {
            return path + column.attribute();
        } else if (operand instanceof PathRef path) {
            return new ConditionText(this.path + path.association().attribute() + ".").text(path.target());
        } else if (operand instanceof ClaimRef claim) {
            return ":" + new ClaimPath(claim.path());
        } else if (operand instanceof CurrentTimestamp) {
            return "current_timestamp";
        } else if (operand instanceof Literal literal) {
            return switch (literal.type()) {
                case STRING, UUID, DATE, TIMESTAMP -> quoted(literal.value().toString());
                case DECIMAL -> ((BigDecimal) literal.value()).toPlainString();
                case LONG, INTEGER, BOOLEAN -> literal.value().toString();
            };
        }
        throw new IllegalArgumentException("no text of " + operand.getClass());
    }

    private static String pattern(List<String> parts) {
        boolean special = parts.stream().anyMatch(part -> part.indexOf('%') >= 0 || part.indexOf('_') >= 0);
        if (!special) {
            return quoted(String.join("%", parts));
        }
        return quoted(parts.stream()
                        .map(part -> part.replaceAll("[!%_]", "!$0"))
                        .collect(Collectors.joining("%")))
                + " escape '!'";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
