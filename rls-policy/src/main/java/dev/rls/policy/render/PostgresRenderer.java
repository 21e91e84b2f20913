package dev.rls.policy.render;

import dev.rls.Operation;
import dev.rls.policy.And;
import dev.rls.policy.Policy;
import dev.rls.policy.Predicate;
import dev.rls.policy.Reference;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders a predicate as policies of PostgreSQL. */
public final class PostgresRenderer {

    /** How the restrictive policy of a table is named whose rows hang on others; behind it the operation, unless it is for all. */
    public static final String RESTRICTION = "rls_restrict";

    private static final Set<Operation> ALL = EnumSet.allOf(Operation.class);

    private final ScopedEntity entity;
    private final String appRole;
    private final List<Policy> policies = new ArrayList<>();

    private PostgresRenderer(ScopedEntity entity, String appRole) {
        this.entity = entity;
        this.appRole = appRole;
    }

    /**
     * The policies of an entity's table. Each predicate stands in two: a restrictive one, per annotation, holds for every
     * role, so that a permissive policy of another tool cannot widen it; the permissive one, all annotations together,
     * does not rely on the restrictive ones either, so that losing those opens nothing. It names whoever runs the
     * changeset, the owner, beside the application: where no permissive policy applies, PostgreSQL shows no rows and asks
     * no claim, and under FORCE a data migration of the owner would silently do nothing instead of failing for want of a
     * bind.
     *
     * <p>A table whose rows hang on others has no annotation to name a policy after: its restrictive one has the words of the
     * permissive one. PostgreSQL asks once about what two policies say alike, but only where they are alike as a whole, so
     * a policy for each link would have it look for each parent a second time.
     *
     * <p>A policy is for all commands where the commands agree, else there is one for each. Where no column is compared
     * with the tenant's claim, expressions begin with a test of their own that claims are bound: the others may hold, or
     * show no rows, without asking for a claim. PostgreSQL asks once per statement, as soon as it comes to a row: where an
     * index finds none that a statement or a condition without claims asks for, there is none for any claims either.
     *
     * @param entity the entity to protect
     * @param appRole the group role of the application
     * @return the policies, in the order in which they are created
     */
    public static List<Policy> policies(ScopedEntity entity, String appRole) {
        PostgresRenderer renderer = new PostgresRenderer(entity, appRole);
        if (entity.linked()) {
            renderer.together(RESTRICTION, true);
        } else {
            renderer.restrictAnnotations();
        }
        renderer.restrictReferences();
        renderer.permit();
        return List.copyOf(renderer.policies);
    }

    /** The tables that the policies of an entity read beside its own, in the order of their names. */
    static Set<TableName> reads(ScopedEntity entity) {
        Set<TableName> tables = new TreeSet<>();
        for (Operation operation : ALL) {
            Predicate predicate = And.of(List.of(entity.using(operation), entity.check(operation)));
            Paths.of(predicate).forEach(association -> tables.add(association.table()));
        }
        visible(entity).forEach(reference -> tables.add(reference.table()));
        tables.remove(entity.table());
        return tables;
    }

    /**
     * The expression of a predicate over the rows of an entity's table.
     *
     * @param entity the entity
     * @param predicate what must hold
     * @return a boolean expression over the columns of the table
     */
    static String expression(ScopedEntity entity, Predicate predicate) {
        PredicateText text = new PredicateText(new PolicyLeaves());
        SourceRow row = SourceRow.of(entity.table(), predicate);
        String bound = bound(entity);
        List<String> parts = new ArrayList<>();
        if (bound != null) {
            parts.add(bound);
        }
        // The policies of an annotation are pairs only where each says what its annotation says.
        Predicate asked = entity.linked() ? Lookups.joined(predicate) : predicate;
        for (Predicate part : asked instanceof And and ? and.predicates() : List.of(asked)) {
            parts.add(PlannedText.of(part, text, row));
        }
        return parts.isEmpty() ? "true" : String.join(" and ", parts);
    }

    /** A test that raises an error where no claims are bound, or null if a comparison of the tenant's column does. */
    private static @Nullable String bound(ScopedEntity entity) {
        TenantRule tenant = entity.tenant();
        if (tenant == null) {
            return "(select rls.require_claims())";
        }
        return tenant.column() != null ? null : new PolicyLeaves().claim(tenant.claim(), true) + " is not null";
    }

    private void restrictAnnotations() {
        TenantRule tenant = entity.tenant();
        if (tenant != null) {
            restrictTenant(tenant);
        }
        entity.rules().forEach(this::restrict);
    }

    private void restrictTenant(TenantRule tenant) {
        if (alike(tenant.readable(), tenant.writable())) {
            add("rls_tenant_restrict", true, null, tenant.readable(), tenant.readable());
        } else {
            ALL.forEach(operation -> {
                Predicate rows = operation == Operation.SELECT ? tenant.readable() : tenant.writable();
                add("rls_tenant_restrict" + suffix(operation), true, operation, rows, rows);
            });
        }
    }

    /**
     * What may be selected stands in the policies of updates and deletes as well: PostgreSQL asks those for SELECT only
     * where a statement reads a column, as {@code delete from t} does not. Where it does, it evaluates what both say once.
     */
    private void restrict(RowRule rule) {
        String name = "rls_" + rule.name() + "_restrict";
        if (rule.on().equals(ALL) && alike(rule.using(), rule.check())) {
            add(name, true, null, rule.using(), rule.using());
            return;
        }
        boolean selects = rule.on().contains(Operation.SELECT);
        for (Operation operation : ALL) {
            boolean narrowed = rule.on().contains(operation);
            if (narrowed || (selects && operation != Operation.INSERT)) {
                List<Predicate> left = new ArrayList<>();
                if (selects && operation == Operation.UPDATE) {
                    left.add(rule.using());
                }
                if (narrowed) {
                    left.add(rule.check());
                }
                add(name + suffix(operation), true, operation, rule.using(), And.of(left));
            }
        }
    }

    /**
     * What is written must refer to rows that can be seen, where no foreign key can say so much. Like that key it stands
     * once: it admits no row that the others do not.
     */
    private void restrictReferences() {
        String check = references();
        if (!check.isEmpty()) {
            for (Operation operation : List.of(Operation.INSERT, Operation.UPDATE)) {
                policies.add(new Policy(Reference.POLICY + suffix(operation), true, operation, "public", null, check));
            }
        }
    }

    private static List<Reference> visible(ScopedEntity entity) {
        return entity.declaration().references().stream()
                .filter(reference -> !reference.byKey())
                .toList();
    }

    private String references() {
        return visible(entity).stream()
                .map(PostgresRenderer::seen)
                .distinct() // two associations may share a column
                .collect(Collectors.joining(" and "));
    }

    private static String seen(Reference reference) {
        String column = SqlText.identifier(reference.column());
        return "(" + column + " is null or rls.sees(" + SqlText.literal(SqlText.table(reference.table())) + ", "
                + SqlText.literal(reference.key()) + ", " + column + "))";
    }

    private void permit() {
        boolean tenantAlone = !entity.linked() && entity.rules().isEmpty() && operationsAgree();
        together(tenantAlone ? "rls_tenant_permit" : "rls_permit", false);
    }

    /** All that narrows an operation in one policy, or in one for all of them. */
    private void together(String name, boolean restrictive) {
        if (operationsAgree()) {
            add(name, restrictive, null, entity.using(Operation.SELECT), entity.check(Operation.INSERT));
        } else {
            ALL.forEach(operation ->
                    add(name + suffix(operation), restrictive, operation, reached(operation), written(operation)));
        }
    }

    private boolean operationsAgree() {
        Predicate using = entity.using(Operation.SELECT);
        return alike(using, reached(Operation.UPDATE))
                && alike(using, reached(Operation.DELETE))
                && alike(entity.check(Operation.INSERT), written(Operation.UPDATE));
    }

    /** By their texts: what one says of a parent, another may say of the parent that is visible. */
    private boolean alike(Predicate first, Predicate second) {
        return first.equals(second) || expression(entity, first).equals(expression(entity, second));
    }

    private Predicate reached(Operation operation) {
        return operation == Operation.UPDATE || operation == Operation.DELETE
                ? andReadable(operation, RowRule::using)
                : entity.using(operation);
    }

    private Predicate written(Operation operation) {
        return operation == Operation.UPDATE ? andReadable(operation, RowRule::check) : entity.check(operation);
    }

    /** With what may be selected, but for the tenant's part of it: what may be written may be read. */
    private Predicate andReadable(Operation operation, Function<RowRule, Predicate> condition) {
        List<Predicate> parts = new ArrayList<>();
        TenantRule tenant = entity.tenant();
        if (tenant != null) {
            parts.add(tenant.writable());
        }
        for (RowRule rule : entity.rules()) {
            if (rule.on().contains(Operation.SELECT)) {
                parts.add(rule.using());
            }
            if (rule.on().contains(operation)) {
                parts.add(condition.apply(rule));
            }
        }
        return And.of(parts);
    }

    private void add(
            String name, boolean restrictive, @Nullable Operation operation, Predicate using, Predicate check) {
        policies.add(new Policy(
                name,
                restrictive,
                operation,
                restrictive ? "public" : SqlText.identifier(appRole) + ", current_user",
                operation == Operation.INSERT ? null : expression(entity, using),
                operation == Operation.SELECT || operation == Operation.DELETE ? null : expression(entity, check)));
    }

    private static String suffix(Operation operation) {
        return "_" + operation.name().toLowerCase(Locale.ROOT);
    }
}
