package dev.rls.policy;

import java.util.ArrayList;
import java.util.List;

/** Takes predicates apart, for those who ask what is in them and not how they decide. */
public final class Parts {

    private Parts() {}

    /**
     * The predicates a predicate is made of.
     *
     * @param predicate a predicate
     * @return what it combines, or the predicate about the row it leads to, but not which rows are visible there; none if
     *     it compares values
     */
    public static List<Predicate> of(Predicate predicate) {
        if (predicate instanceof And and) {
            return and.predicates();
        }
        if (predicate instanceof Or or) {
            return or.predicates();
        }
        if (predicate instanceof Not not) {
            return List.of(not.predicate());
        }
        return predicate instanceof Through through ? List.of(through.predicate()) : List.of();
    }

    /**
     * The operands a predicate compares.
     *
     * @param predicate a predicate
     * @return its own operands in their order, not those of its parts
     */
    public static List<Operand> operands(Predicate predicate) {
        if (predicate instanceof Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        }
        if (predicate instanceof In in) {
            List<Operand> operands = new ArrayList<>(in.values());
            operands.add(0, in.operand());
            return operands;
        }
        if (predicate instanceof Member member) {
            return List.of(member.operand(), member.array());
        }
        if (predicate instanceof IsNull isNull) {
            return List.of(isNull.operand());
        }
        if (predicate instanceof Like like) {
            return List.of(like.operand());
        }
        return predicate instanceof Prefix prefix ? List.of(prefix.operand(), prefix.prefix()) : List.of();
    }

    /**
     * A predicate and all that it is made of, to the last.
     *
     * @param predicate a predicate
     * @return itself first, then its parts in the order they were written
     */
    public static List<Predicate> all(Predicate predicate) {
        List<Predicate> all = new ArrayList<>(List.of(predicate));
        of(predicate).forEach(part -> all.addAll(all(part)));
        return all;
    }
}
