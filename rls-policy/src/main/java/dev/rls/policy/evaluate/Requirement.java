package dev.rls.policy.evaluate;

import dev.rls.Operation;
import dev.rls.policy.Predicate;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One policy that must hold for an operation, as docs/policies.md has it under "Operations".
 *
 * @param policy its name
 * @param of the operation it is a policy of
 * @param after whether it is asked of the row as it would be; else as it is
 * @param predicate its condition
 */
record Requirement(String policy, Operation of, boolean after, Predicate predicate) {

    /** The name of what {@code @TenantScoped} says. */
    static final String TENANT = "tenant";

    /** All that an operation needs: its own policies first, then those for reading; what is there already only once. */
    static List<Requirement> of(ScopedEntity entity, Operation operation, boolean returning) {
        Set<Requirement> all = new LinkedHashSet<>();
        if (operation != Operation.INSERT) {
            add(entity, operation, false, all, operation);
            add(entity, Operation.SELECT, false, all, operation);
        }
        if (operation == Operation.INSERT || operation == Operation.UPDATE) {
            add(entity, operation, true, all, operation);
            if (operation == Operation.UPDATE || returning) {
                add(entity, Operation.SELECT, true, all, operation);
            }
        }
        return List.copyOf(all);
    }

    private static void add(
            ScopedEntity entity, Operation of, boolean after, Set<Requirement> all, Operation explained) {
        boolean written = after && of != Operation.SELECT;
        TenantRule tenant = entity.tenant();
        if (tenant != null) {
            add(
                    new Requirement(TENANT, of, after, of == Operation.SELECT ? tenant.readable() : tenant.writable()),
                    all,
                    explained);
        }
        for (RowRule rule : entity.rules()) {
            if (rule.on().contains(of)) {
                add(new Requirement(rule.name(), of, after, written ? rule.check() : rule.using()), all, explained);
            }
        }
    }

    private static void add(Requirement requirement, Set<Requirement> all, Operation explained) {
        Requirement own = new Requirement(requirement.policy, explained, requirement.after, requirement.predicate);
        if (!all.contains(own)) {
            all.add(requirement);
        }
    }

    /** What becomes of the operation if this does not hold. */
    Decision otherwise() {
        return new Decision(after ? Decision.Outcome.REJECTED : Decision.Outcome.UNTOUCHED, policy, of);
    }
}
