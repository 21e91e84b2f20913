package dev.rls.hibernate.internal.boot;

import dev.rls.Operation;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.RowCheck;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Literal;
import dev.rls.policy.Predicate;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.StoredName;
import dev.rls.policy.TenantRule;
import dev.rls.policy.render.FilterRenderer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.RootClass;
import org.jspecify.annotations.Nullable;

/** Renders what rows that queries write must satisfy, for statements that no database checks. */
final class RowChecks {

    private final InFlightMetadataCollector metadata;
    private final PhysicalNames names;
    private final FilterParameters parameters;

    RowChecks(InFlightMetadataCollector metadata, PhysicalNames names, FilterParameters parameters) {
        this.metadata = metadata;
        this.names = names;
        this.parameters = parameters;
    }

    /** PostgreSQL asks about an inserted row for inserting alone, unless the statement reads it. */
    RowCheck inserted(ProtectedEntity entity) {
        return check(entity, required(entity, Operation.INSERT), Set.of());
    }

    RowCheck updated(ProtectedEntity entity) {
        ScopedEntity scoped = entity.scoped();
        Set<Predicate> held = new HashSet<>(PolicyConditions.parts(scoped.using(Operation.UPDATE)));
        held.addAll(PolicyConditions.parts(scoped.using(Operation.SELECT)));
        Map<Predicate, String> required = required(entity, Operation.UPDATE);
        for (RowRule rule : scoped.rules()) {
            if (rule.on().contains(Operation.SELECT)) {
                required.putIfAbsent(rule.using(), entity.policy(rule, Operation.SELECT));
            }
        }
        return check(entity, required, held);
    }

    private static Map<Predicate, String> required(ProtectedEntity entity, Operation operation) {
        Map<Predicate, String> required = new LinkedHashMap<>();
        TenantRule tenant = entity.scoped().tenant();
        if (tenant != null) {
            required.put(tenant.writable(), entity.tenantPolicy(operation));
        }
        for (RowRule rule : entity.scoped().rules()) {
            if (rule.on().contains(operation)) {
                required.putIfAbsent(rule.check(), entity.policy(rule, operation));
            }
        }
        return required;
    }

    private RowCheck check(ProtectedEntity entity, Map<Predicate, String> required, Set<Predicate> held) {
        List<RowCheck.Part> parts = new ArrayList<>();
        required.forEach((predicate, policy) ->
                parts.add(part(entity, predicate, policy, held.containsAll(PolicyConditions.parts(predicate)))));
        return new RowCheck(parts, columns(entity), parameters.mappings());
    }

    private RowCheck.Part part(ProtectedEntity entity, Predicate predicate, String policy, boolean held) {
        Braces braces = new Braces(names.of(entity.scoped().table(), parameters), new HashSet<>());
        String text = FilterRenderer.render(predicate, "", braces);
        return new RowCheck.Part(policy, text, braces.own(), held);
    }

    private Map<String, RowCheck.Column> columns(ProtectedEntity entity) {
        RootClass root = (RootClass) metadata.getEntityBinding(entity.entityName());
        Map<String, RowCheck.Column> columns = new LinkedHashMap<>();
        for (Column column : root.getTable().getColumns()) {
            columns.put(
                    StoredName.of(
                            column.getNameIdentifier(metadata.getDatabase()).render()),
                    new RowCheck.Column(
                            column.getQuotedName(metadata.getDatabase().getDialect()), column.getSqlType(metadata)));
        }
        return columns;
    }

    /**
     * Writes the columns of the row in braces.
     *
     * @param names writes the rest
     * @param own collects the columns of the row
     */
    private record Braces(FilterRenderer.Names names, Set<String> own) implements FilterRenderer.Names {

        @Override
        public String column(@Nullable Association association, String column) {
            if (association != null) {
                return names.column(association, column);
            }
            own.add(column);
            return "{" + column + "}";
        }

        @Override
        public String table(Association association) {
            return names.table(association);
        }

        @Override
        public String claim(ClaimRef claim) {
            return names.claim(claim);
        }

        @Override
        public String literal(Literal literal) {
            return names.literal(literal);
        }

        @Override
        public boolean hasStartsWith() {
            return names.hasStartsWith();
        }
    }
}
