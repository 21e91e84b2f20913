package dev.rls.policy.render;

import dev.rls.policy.And;
import dev.rls.policy.Association;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL of a predicate, for PostgreSQL and H2 alike, with no more parentheses than its precedence needs. A negation is
 * written with them all the same, unless SQL has a word for it.
 *
 * <p>A path is a subquery that sees no more than the claims may select, whether the table has policies there or not: in a
 * database without row-level security nothing else would hold it back.
 */
final class PredicateText {

    /** What surrounds an expression, weakest first. */
    private enum Level {
        OR,
        AND
    }

    private final Leaves leaves;

    PredicateText(Leaves leaves) {
        this.leaves = leaves;
    }

    /** The text of a predicate as it stands alone. */
    String alone(Predicate predicate, SourceRow row) {
        return text(predicate, row, Level.OR);
    }

    /** The text of a predicate as it stands beside an {@code and}. */
    String conjunct(Predicate predicate, SourceRow row) {
        return text(predicate, row, Level.AND);
    }

    /** The text of a membership as it stands beside an {@code and}, where an unknown one may as well be false. */
    String membership(Member member, SourceRow row) {
        return operand(member.operand(), row, false) + " in (select unnest(" + leaves.array(member.array()) + "))";
    }

    private String text(Predicate predicate, SourceRow row, Level level) {
        if (predicate instanceof And and) {
            return all(and, row);
        }
        if (predicate instanceof Or or) {
            String parts = or.predicates().stream()
                    .map(part -> text(part, row, Level.OR))
                    .collect(Collectors.joining(" or "));
            return level == Level.OR ? parts : "(" + parts + ")";
        }
        if (predicate instanceof Not not) {
            return negation(not.predicate(), row);
        }
        return test(predicate, row, "");
    }

    private String all(And and, SourceRow row) {
        String parts = and.predicates().stream()
                .filter(part -> !part.equals(And.TRUE))
                .map(part -> text(part, row, Level.AND))
                .distinct() // what two predicates say alike: a parent's policy and that it is visible
                .collect(Collectors.joining(" and "));
        return parts.isEmpty() ? "true" : parts;
    }

    private String negation(Predicate predicate, SourceRow row) {
        if (predicate instanceof IsNull
                || predicate instanceof In
                || predicate instanceof Like
                || predicate instanceof Through) {
            return test(predicate, row, "not ");
        }
        return "not (" + alone(predicate, row) + ")";
    }

    /** A predicate without parts; {@code not} is empty or the word itself. */
    private String test(Predicate predicate, SourceRow row, String not) {
        if (predicate instanceof Comparison comparison) {
            return operand(comparison.left(), row, isTyped(comparison.right())) + " "
                    + comparison.operator().sql() + " "
                    + operand(comparison.right(), row, isTyped(comparison.left()));
        }
        if (predicate instanceof In in) {
            boolean typed = isTyped(in.operand());
            String values = in.values().stream()
                    .map(value -> operand(value, row, typed))
                    .collect(Collectors.joining(", "));
            boolean typedByValues = in.values().stream().anyMatch(PredicateText::isTyped);
            return operand(in.operand(), row, typedByValues) + " " + not + "in (" + values + ")";
        }
        if (predicate instanceof Member member) {
            return operand(member.operand(), row, false) + " = any (" + leaves.array(member.array()) + ")";
        }
        if (predicate instanceof IsNull isNull) {
            return operand(isNull.operand(), row, false) + " is " + not + "null";
        }
        if (predicate instanceof Like like) {
            return operand(like.operand(), row, false) + " " + not + "like " + leaves.pattern(pattern(like.parts()))
                    + " escape '!'";
        }
        if (predicate instanceof Prefix prefix) {
            return leaves.prefix(operand(prefix.operand(), row, false), operand(prefix.prefix(), row, false));
        }
        if (predicate instanceof Through through) {
            return not + leaves.exists(from(through.association(), through.predicate(), row));
        }
        throw new IllegalArgumentException("no rendering of " + predicate.getClass());
    }

    /** Not the backslash: what that means in a literal is a setting in PostgreSQL. */
    private static String pattern(List<String> parts) {
        return parts.stream()
                .map(part -> part.replace("!", "!!").replace("%", "!%").replace("_", "!_"))
                .collect(Collectors.joining("%"));
    }

    private String operand(Operand operand, SourceRow row, boolean typed) {
        if (operand instanceof ColumnRef column) {
            return row.qualifier() + leaves.column(row.association(), column.column());
        }
        if (operand instanceof PathRef path) {
            String target = operand(path.target(), row.follow(path.association()), true);
            return "(select " + target + from(path.association(), And.TRUE, row) + ")";
        }
        if (operand instanceof ClaimRef claim) {
            return leaves.claim(claim, typed);
        }
        if (operand instanceof Literal literal) {
            return leaves.literal(literal, typed);
        }
        if (operand instanceof CurrentTimestamp) {
            return "current_timestamp";
        }
        throw new IllegalArgumentException("no rendering of " + operand.getClass());
    }

    /** What follows the select list of a subquery about the row that an association leads to. */
    private String from(Association association, Predicate predicate, SourceRow row) {
        SourceRow target = row.follow(association);
        String join = target.qualifier() + leaves.column(association, association.key()) + " = " + row.within()
                + leaves.column(row.association(), association.column());
        Predicate rest = And.of(Arrays.asList(predicate, association.visible()));
        return " from " + leaves.table(association) + " " + target.alias() + " where " + join
                + (rest.equals(And.TRUE) ? "" : " and " + conjunct(rest, target));
    }

    /** Whether a database knows the type of an operand that stands for itself. */
    private static boolean isTyped(Operand operand) {
        return !(operand instanceof ClaimRef || operand instanceof Literal);
    }
}
