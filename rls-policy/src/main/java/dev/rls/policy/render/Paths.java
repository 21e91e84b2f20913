package dev.rls.policy.render;

import dev.rls.policy.And;
import dev.rls.policy.Association;
import dev.rls.policy.Comparison;
import dev.rls.policy.In;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.Through;
import java.util.ArrayList;
import java.util.List;

/** The associations that a predicate follows, and those that what they lead to follows in turn. */
final class Paths {

    private final List<Association> found = new ArrayList<>();

    private Paths() {}

    static List<Association> of(Predicate predicate) {
        Paths paths = new Paths();
        paths.add(predicate);
        return paths.found.stream().distinct().toList();
    }

    private void add(Predicate predicate) {
        if (predicate instanceof And and) {
            and.predicates().forEach(this::add);
        } else if (predicate instanceof Or or) {
            or.predicates().forEach(this::add);
        } else if (predicate instanceof Not not) {
            add(not.predicate());
        } else if (predicate instanceof Through through) {
            follow(through.association());
            add(through.predicate());
        } else if (predicate instanceof Comparison comparison) {
            add(comparison.left());
            add(comparison.right());
        } else if (predicate instanceof In in) {
            add(in.operand());
            in.values().forEach(this::add);
        } else if (predicate instanceof Member member) {
            add(member.operand());
        } else if (predicate instanceof IsNull isNull) {
            add(isNull.operand());
        } else if (predicate instanceof Like like) {
            add(like.operand());
        } else if (predicate instanceof Prefix prefix) {
            add(prefix.operand());
            add(prefix.prefix());
        } else {
            throw new IllegalArgumentException("no paths of " + predicate.getClass());
        }
    }

    private void add(Operand operand) {
        if (operand instanceof PathRef path) {
            follow(path.association());
            add(path.target());
        }
    }

    private void follow(Association association) {
        found.add(association);
        add(association.visible());
    }
}
