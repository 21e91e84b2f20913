package dev.rls.processor;

import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.Policy;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.render.PostgresRenderer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the entities of a unit must have in common: Hibernate's tenant identifier is one value of one type. */
final class UnitRules {

    private UnitRules() {}

    /** Compares each entity with the first in the order of names. */
    static void check(
            Collection<EntityDeclaration> declarations,
            Function<EntityDeclaration, Place> places,
            Diagnostics diagnostics) {
        Map<TableName, Tenancy> tables = new HashMap<>();
        Tenancy first = null;
        for (EntityDeclaration declaration : declarations) {
            TenantDeclaration tenant = declaration.tenant();
            if (tenant == null
                    || !(declaration.attributes().get(tenant.attribute()) instanceof Attribute.Basic column)) {
                continue;
            }
            Tenancy entity = new Tenancy(declaration.entity(), tenant.claim(), column);
            first = first == null ? entity : first;
            Place place = places.apply(declaration);
            if (!entity.claim.equals(first.claim)) {
                diagnostics.report(Message.TWO_CLAIMS, place, entity.entity, entity.claim, first.entity, first.claim);
            }
            if (entity.column.type() != first.column.type()) {
                diagnostics.report(
                        Message.TWO_TYPES,
                        place,
                        entity.entity,
                        entity.column.type().id(),
                        first.entity,
                        first.column.type().id());
            }
            Tenancy neighbour = tables.putIfAbsent(declaration.table(), entity);
            if (neighbour != null && !entity.column.column().equals(neighbour.column.column())) {
                diagnostics.report(
                        Message.TWO_COLUMNS,
                        place,
                        entity.entity,
                        entity.column.column(),
                        declaration.table(),
                        neighbour.entity,
                        neighbour.column.column());
            }
        }
    }

    /** Two entities can share a table if their policies are the same. */
    static void checkTables(
            Collection<ScopedEntity> entities, Function<ScopedEntity, Place> places, Diagnostics diagnostics) {
        Map<TableName, ScopedEntity> first = new HashMap<>();
        for (ScopedEntity entity : entities) {
            ScopedEntity other = first.putIfAbsent(entity.table(), entity);
            if (other != null && !policies(entity).equals(policies(other))) {
                // What another jar holds cannot be pointed at, nor changed here.
                boolean elsewhere = places.apply(entity).element() == null;
                ScopedEntity wrong = elsewhere ? other : entity;
                ScopedEntity right = elsewhere ? entity : other;
                diagnostics.report(
                        Message.TWO_PROTECTIONS, places.apply(wrong), wrong.entity(), wrong.table(), right.entity());
            }
        }
    }

    private static List<Policy> policies(ScopedEntity entity) {
        return PostgresRenderer.policies(entity, PolicyIndex.DEFAULT_APP_ROLE);
    }

    private record Tenancy(String entity, String claim, Attribute.Basic column) {}
}
