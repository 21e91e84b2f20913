package dev.rls.processor;

import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What the entities of a unit must have in common: Hibernate's tenant identifier is one value of one type. */
final class UnitRules {

    private UnitRules() {}

    /** Compares each entity with the first in the order of names. */
    static void check(
            Collection<ScopedEntity> entities, Function<ScopedEntity, Place> places, Diagnostics diagnostics) {
        Map<TableName, ScopedEntity> tables = new HashMap<>();
        ScopedEntity first = null;
        for (ScopedEntity entity : entities) {
            first = first == null ? entity : first;
            Place place = places.apply(entity);
            if (!entity.claim().claim().equals(first.claim().claim())) {
                diagnostics.report(
                        Message.TWO_CLAIMS,
                        place,
                        entity.entity(),
                        entity.claim().claim(),
                        first.entity(),
                        first.claim().claim());
            }
            if (entity.tenant().type() != first.tenant().type()) {
                diagnostics.report(
                        Message.TWO_TYPES,
                        place,
                        entity.entity(),
                        entity.tenant().type().id(),
                        first.entity(),
                        first.tenant().type().id());
            }
            ScopedEntity neighbour = tables.putIfAbsent(entity.table(), entity);
            if (neighbour != null
                    && !entity.tenant().column().equals(neighbour.tenant().column())) {
                diagnostics.report(
                        Message.TWO_COLUMNS,
                        place,
                        entity.entity(),
                        entity.tenant().column(),
                        entity.table(),
                        neighbour.entity(),
                        neighbour.tenant().column());
            }
        }
    }
}
