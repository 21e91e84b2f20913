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
import java.util.List;
import java.util.stream.Collectors;

/** Predicates as short text for golden files: every part of the tree that a condition decides shows in it. */
final class Printed {

    private Printed() {}

    static String of(Predicate predicate) {
        if (predicate instanceof And and) {
            return all("and", and.predicates());
        } else if (predicate instanceof Or or) {
            return all("or", or.predicates());
        } else if (predicate instanceof Not not) {
            return "(not " + of(not.predicate()) + ")";
        } else if (predicate instanceof Comparison comparison) {
            return "(" + comparison.operator().sql() + " " + of(comparison.left()) + " " + of(comparison.right()) + ")";
        } else if (predicate instanceof In in) {
            return "(in " + of(in.operand()) + " "
                    + in.values().stream().map(Printed::of).collect(Collectors.joining(" ")) + ")";
        } else if (predicate instanceof Member member) {
            return "(member " + of(member.operand()) + " " + of(member.array()) + ")";
        } else if (predicate instanceof IsNull isNull) {
            return "(null " + of(isNull.operand()) + ")";
        } else if (predicate instanceof Like like) {
            return "(like " + of(like.operand()) + " " + like.parts() + ")";
        } else if (predicate instanceof Prefix prefix) {
            return "(prefix " + of(prefix.operand()) + " " + of(prefix.prefix()) + ")";
        }
        Through through = (Through) predicate;
        return "(through " + through.association().attribute() + " " + of(through.predicate()) + ")";
    }

    private static String all(String word, List<Predicate> parts) {
        return parts.stream().map(Printed::of).collect(Collectors.joining(" ", "(" + word + " ", ")"));
    }

    private static String of(Operand operand) {
        if (operand instanceof ColumnRef column) {
            return column.attribute() + "/" + column.column() + "/"
                    + column.type().id();
        } else if (operand instanceof PathRef path) {
            return path.association().attribute() + "/" + path.association().column() + "/"
                    + path.association().keyAttribute() + "->" + of(path.target());
        } else if (operand instanceof ClaimRef claim) {
            return ":" + claim.path() + "/" + claim.type().id() + (claim.array() ? "[]" : "");
        } else if (operand instanceof Literal literal) {
            return literal.value() + "/" + literal.type().id();
        }
        return operand instanceof CurrentTimestamp ? "now" : operand.toString();
    }
}
