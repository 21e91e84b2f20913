package dev.rls.policy.render;

import dev.rls.policy.Association;
import dev.rls.policy.Operand;
import dev.rls.policy.Parts;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
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
        if (predicate instanceof Through through) {
            follow(through.association());
        }
        Parts.of(predicate).forEach(this::add);
        Parts.operands(predicate).forEach(this::add);
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
