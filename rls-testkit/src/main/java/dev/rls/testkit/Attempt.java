package dev.rls.testkit;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.evaluate.ClaimTypeException;
import dev.rls.policy.evaluate.ClaimValues;
import dev.rls.testkit.internal.Act;
import dev.rls.testkit.internal.MappedColumn;
import dev.rls.testkit.internal.MappedTable;
import dev.rls.testkit.internal.OrmReading;
import dev.rls.testkit.internal.Outcome;
import dev.rls.testkit.internal.Reading;
import dev.rls.testkit.internal.Unstorable;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/** An operation on the row of an entity, as an act of the readings. */
final class Attempt {

    private final RowSecurity security;
    private final MappedTable table;
    private final Act act;
    private final @Nullable Object id;

    Attempt(RowSecurity security, Operation operation, Object entity) {
        this.security = security;
        this.table = MappedTable.of(security.factory(), entity.getClass());
        this.id = table.identifier().getIdentifier(entity);
        this.act = switch (operation) {
            case SELECT -> new Act(Act.Kind.FIND, ids(entity), Map.of());
            case UPDATE -> new Act(Act.Kind.UPDATE_BULK, ids(entity), updated(security, entity));
            case DELETE -> new Act(Act.Kind.DELETE_BULK, ids(entity), Map.of());
            case INSERT -> new Act(Act.Kind.INSERT_ENTITY, List.of(), inserted(entity));
        };
    }

    List<Reading> readings() {
        return security.readings(table);
    }

    Object id() {
        return id == null ? "without identifier" : id;
    }

    boolean succeeds(Reading reading, Claims claims) {
        Outcome outcome = reading.read(stamped(claims), claims);
        // SQL of ours writes no value that Hibernate would make, such as a time: only the ORM knows what is stored.
        if (act.kind() == Act.Kind.INSERT_ENTITY
                && reading instanceof OrmReading
                && outcome.equals(Outcome.CONSTRAINT)) {
            throw Unstorable.byConstraint(table);
        }
        return switch (act.kind()) {
            case FIND ->
                !outcome.equals(Outcome.rows(List.of())) && outcome.text().startsWith("rows");
            case UPDATE_BULK, DELETE_BULK -> outcome.text().startsWith("1 ") || outcome.equals(Outcome.CONSTRAINT);
            default -> outcome.equals(Outcome.WRITTEN) || outcome.equals(Outcome.CONSTRAINT);
        };
    }

    /** A new row without tenant gets that of the claims, as in a session; the database alone stamps nothing. */
    private Act stamped(Claims claims) {
        TenantRule tenant = security.policies(table.type()).tenant();
        if (act.kind() != Act.Kind.INSERT_ENTITY
                || tenant == null
                || tenant.column() == null
                || act.values().get(tenant.column().attribute()) != null) {
            return act;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>(act.values());
        try {
            values.put(tenant.column().attribute(), ClaimValues.read(tenant.claim(), claims));
        } catch (ClaimTypeException e) {
            return act; // whoever decides refuses the claim
        }
        return new Act(act.kind(), act.ids(), values);
    }

    private List<Object> ids(Object entity) {
        if (id == null) {
            throw new IllegalArgumentException("RLS604: " + entity.getClass().getSimpleName()
                    + " has no identifier. Save it first, by someone whom no policy stops");
        }
        return List.of(id);
    }

    /** All that an update may write; the tenant is not among it, because it never changes. */
    private Map<String, @Nullable Object> updated(RowSecurity rows, Object entity) {
        ScopedEntity policies = rows.policies(entity.getClass());
        TenantRule tenant = policies.tenant();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        // Associations last, because by the first value the readings find the touched rows again.
        List<MappedColumn> columns = table.columns().stream()
                .sorted(Comparator.comparing(MappedColumn::association))
                .toList();
        for (MappedColumn column : columns) {
            boolean isTenant = tenant != null
                    && tenant.column() != null
                    && column.name().equals(tenant.column().column());
            if (column.updatable() && !isTenant) {
                values.put(column.attribute(), value(rows.factory(), column, entity));
            }
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "RLS605: " + table.entity() + " has no column that can be updated. Leave this assertion out");
        }
        return values;
    }

    private Map<String, @Nullable Object> inserted(Object entity) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (!table.generated() && id != null) {
            values.put(table.id().attribute(), id);
        }
        table.columns().forEach(column -> values.put(column.attribute(), value(security.factory(), column, entity)));
        return values;
    }

    private static @Nullable Object value(SessionFactoryImplementor factory, MappedColumn column, Object entity) {
        return column.relational(factory, entity);
    }
}
