package dev.rls.policy.evaluate;

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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a predicate for a row, once claims are values. It goes as deep as the predicate: a row that is reached
 * is asked only what the predicate says of it.
 */
final class Evaluation {

    private final Map<ClaimRef, @Nullable Object> claims;
    private final Instant now;

    Evaluation(Map<ClaimRef, @Nullable Object> claims, Instant now) {
        this.claims = claims;
        this.now = now;
    }

    Truth of(Predicate predicate, Row row) {
        if (predicate instanceof And and) {
            return all(and.predicates(), row, Truth.FALSE);
        } else if (predicate instanceof Or or) {
            return all(or.predicates(), row, Truth.TRUE);
        } else if (predicate instanceof Not not) {
            return of(not.predicate(), row).not();
        } else if (predicate instanceof Comparison comparison) {
            return compare(value(comparison.left(), row), comparison, value(comparison.right(), row));
        } else if (predicate instanceof In in) {
            return in(in, row);
        } else if (predicate instanceof Member member) {
            return member(value(member.operand(), row), (List<?>) value(member.array(), row));
        } else if (predicate instanceof IsNull isNull) {
            return Truth.of(value(isNull.operand(), row) == null);
        } else if (predicate instanceof Like like) {
            Object text = value(like.operand(), row);
            return text == null ? Truth.UNKNOWN : Truth.of(like((String) text, like.parts()));
        } else if (predicate instanceof Prefix prefix) {
            Object text = value(prefix.operand(), row);
            Object start = value(prefix.prefix(), row);
            return text == null || start == null ? Truth.UNKNOWN : Truth.of(((String) text).startsWith((String) start));
        } else if (predicate instanceof Through through) {
            Row target = visible(through.association(), row);
            return Truth.of(target != null && of(through.predicate(), target) == Truth.TRUE);
        }
        throw new IllegalArgumentException("no meaning of " + predicate.getClass());
    }

    @Nullable
    Object value(Operand operand, Row row) {
        if (operand instanceof ColumnRef column) {
            return row.value(column);
        } else if (operand instanceof ClaimRef claim) {
            return claims.get(claim);
        } else if (operand instanceof Literal literal) {
            return literal.value();
        } else if (operand instanceof CurrentTimestamp) {
            return now;
        } else if (operand instanceof PathRef path) {
            Row target = visible(path.association(), row);
            return target == null ? null : value(path.target(), target);
        }
        throw new IllegalArgumentException("no value of " + operand.getClass());
    }

    boolean isNull(ClaimRef claim) {
        return claims.get(claim) == null;
    }

    /** The row that an association leads to, as far as the claims may select it. */
    @Nullable
    Row visible(Association association, Row row) {
        Row target = row.follow(association);
        return target != null && of(association.visible(), target) == Truth.TRUE ? target : null;
    }

    /** The value that decides if one part has it; else unknown if one part is, else the opposite. */
    private Truth all(List<Predicate> parts, Row row, Truth deciding) {
        Truth truth = deciding.not();
        for (Predicate part : parts) {
            Truth one = of(part, row);
            if (one == deciding) {
                return deciding;
            }
            truth = one == Truth.UNKNOWN ? one : truth;
        }
        return truth;
    }

    private static Truth compare(@Nullable Object left, Comparison comparison, @Nullable Object right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                switch (comparison.operator()) {
                    case EQUAL -> equal(left, right);
                    case NOT_EQUAL -> !equal(left, right);
                    case LESS -> order(left, right) < 0;
                    case LESS_OR_EQUAL -> order(left, right) <= 0;
                    case GREATER -> order(left, right) > 0;
                    case GREATER_OR_EQUAL -> order(left, right) >= 0;
                });
    }

    private Truth in(In in, Row row) {
        Object operand = value(in.operand(), row);
        Truth truth = operand == null ? Truth.UNKNOWN : Truth.FALSE;
        for (Operand each : in.values()) {
            Object value = value(each, row);
            if (operand != null && value != null && equal(operand, value)) {
                return Truth.TRUE;
            }
            truth = value == null ? Truth.UNKNOWN : truth;
        }
        return truth;
    }

    /** An empty array has no member, not even an unknown one (PostgreSQL's {@code = any}). */
    private static Truth member(@Nullable Object operand, @Nullable List<?> array) {
        if (array != null && array.isEmpty()) {
            return Truth.FALSE;
        }
        return operand == null || array == null
                ? Truth.UNKNOWN
                : Truth.of(array.stream().anyMatch(element -> equal(operand, element)));
    }

    /** Taking each part at its first place leaves the most room for the rest. */
    private static boolean like(String text, List<String> parts) {
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        int from = first.length();
        int to = text.length() - last.length();
        if (from > to || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, from);
            if (found < 0 || found + part.length() > to) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }

    /** For numbers 1.0 and 1.00 are the same. */
    private static boolean equal(Object left, Object right) {
        return left instanceof BigDecimal ? order(left, right) == 0 : left.equals(right);
    }

    @SuppressWarnings("unchecked") // both sides have one type, and it is ordered: the assembler saw to it
    private static int order(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
