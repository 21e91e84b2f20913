package dev.rls.hibernate.internal.boot;

import dev.rls.Operation;
import dev.rls.policy.And;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import java.util.ArrayList;
import java.util.List;

/** Which part of an entity's policies each of its filters has to say. */
final class PolicyConditions {

    private PolicyConditions() {}

    /** What may be read, without what the tenant's own filter says. */
    static Predicate select(ScopedEntity entity) {
        TenantRule tenant = entity.tenant();
        List<Predicate> parts = new ArrayList<>(parts(entity.using(Operation.SELECT)));
        if (tenant != null && tenant.column() != null) {
            parts.removeAll(parts(tenant.readable()));
        }
        return And.of(parts);
    }

    /** What an update or delete may touch, beyond what it may read: a filter for reading is there already. */
    static Predicate touch(ScopedEntity entity, Operation operation) {
        List<Predicate> parts = new ArrayList<>(parts(entity.using(operation)));
        parts.removeAll(parts(entity.using(Operation.SELECT)));
        return And.of(parts);
    }

    static List<Predicate> parts(Predicate predicate) {
        return predicate instanceof And and ? and.predicates() : List.of(predicate);
    }
}
