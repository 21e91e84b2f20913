package dev.rls.testkit.agreement;

import dev.rls.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A generated row policy.
 *
 * @param name its name
 * @param on the operations
 * @param using the condition, or null
 * @param check the condition, or null
 */
record Rule(
        String name,
        Set<Operation> on,
        @Nullable Condition using,
        @Nullable Condition check) {

    /** A policy for INSERT alone has no row to reach; the compiler refuses what it would drop. */
    Rule {
        if (check != null && on.equals(EnumSet.of(Operation.INSERT))) {
            using = null;
        }
    }

    String source() {
        String operations = on.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
        return "@RowPolicy(name = \"" + name + "\", on = {" + operations + "}"
                + (using == null ? "" : ", using = " + Literals.java(using.text()))
                + (check == null ? "" : ", check = " + Literals.java(check.text())) + ")\n";
    }

    /** Policies that say less. */
    List<Rule> smaller() {
        List<Rule> smaller = new ArrayList<>();
        if (check != null && using != null) {
            smaller.add(new Rule(name, on, using, null));
        }
        if (on.size() > 1) {
            on.forEach(operation -> {
                EnumSet<Operation> rest = EnumSet.copyOf(on);
                rest.remove(operation);
                smaller.add(new Rule(name, rest, using, check));
            });
        }
        if (using != null) {
            using.smaller().forEach(less -> smaller.add(new Rule(name, on, less, check)));
        }
        if (check != null) {
            check.smaller().forEach(less -> smaller.add(new Rule(name, on, using, less)));
        }
        return smaller;
    }

    List<String> operators() {
        List<String> all = new ArrayList<>();
        if (using != null) {
            all.addAll(using.operators());
        }
        if (check != null) {
            all.addAll(check.operators());
        }
        return all;
    }
}
