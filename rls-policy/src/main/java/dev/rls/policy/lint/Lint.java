package dev.rls.policy.lint;

import dev.rls.Operation;
import dev.rls.policy.And;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.IsNull;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.Parts;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.Through;
import dev.rls.policy.condition.ClaimPath;
import dev.rls.policy.condition.ConditionText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what is right but slow, open or surprising in the policies of a unit. */
public final class Lint {

    /**
     * The ids of all warnings, which {@code @SuppressLint} can name. RLS077 is about keys and RLS078 about
     * types of Java, which the policies do not tell: the processor finds them.
     */
    public static final Set<String> CODES =
            Set.of("RLS070", "RLS071", "RLS072", "RLS073", "RLS074", "RLS075", "RLS077", "RLS078");

    private final Set<List<String>> tenantClaims = new HashSet<>();
    private final Set<String> tenantScoped = new HashSet<>();
    private final Set<List<String>> requiredClaims = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private Lint(List<ScopedEntity> entities, Collection<ClaimPath> required) {
        required.forEach(claim -> requiredClaims.add(claim.names()));
        requiredClaims.add(List.of("sub"));
        for (ScopedEntity entity : entities) {
            TenantRule tenant = entity.tenant();
            if (tenant != null) {
                tenantScoped.add(entity.entity());
                tenantClaims.add(tenant.claim().path());
            }
        }
        if (tenantClaims.isEmpty()) {
            tenantClaims.add(List.of("tenant_id"));
        }
        requiredClaims.addAll(tenantClaims);
    }

    /**
     * The warnings about some entities.
     *
     * @param entities all protected entities of a unit
     * @param required the claims without which no verifier takes a token
     * @return in the order of the entities, their policies and the codes
     */
    public static List<Finding> of(List<ScopedEntity> entities, Collection<ClaimPath> required) {
        Lint lint = new Lint(entities, required);
        entities.forEach(lint::check);
        return List.copyOf(lint.findings);
    }

    private void check(ScopedEntity entity) {
        TenantRule tenant = entity.tenant();
        if (tenant == null || tenant.column() == null) {
            index(entity);
            tenantInOr(entity);
            child(entity);
        }
        if (tenant == null) {
            unread(entity);
            writable(entity);
        }
        claims(entity);
    }

    private void index(ScopedEntity entity) {
        if (IndexUse.narrows(entity.using(Operation.SELECT))) {
            return;
        }
        for (RowRule rule : entity.rules()) {
            String obstacle = rule.on().contains(Operation.SELECT) ? IndexUse.obstacle(rule.using()) : null;
            if (obstacle != null) {
                add(
                        "RLS070",
                        entity,
                        rule,
                        "PostgreSQL cannot look up %s in an index here, so each query reads the whole table. Compare a column"
                                        .formatted(obstacle)
                                + " with = as well, such as the tenant's, and lead an index with it.");
            }
        }
    }

    private void tenantInOr(ScopedEntity entity) {
        for (RowRule rule : entity.rules()) {
            boolean found = conditions(rule)
                    .flatMap(condition -> Parts.all(condition).stream())
                    .anyMatch(part -> part instanceof Or or && isAroundTenant(or));
            if (found) {
                add(
                        "RLS071",
                        entity,
                        rule,
                        "\"or\" around the tenant keeps PostgreSQL from leading with the tenant: a page of one tenant costs"
                                + " a search among all. Keep what all tenants may read in an entity of its own, or compare"
                                + " columns that have indexes on both sides of \"or\".");
            }
        }
    }

    private boolean isAroundTenant(Or or) {
        List<Operand> tenants = or.predicates().stream()
                .filter(this::isTenant)
                .flatMap(part -> Parts.operands(part).stream())
                .toList();
        return !tenants.isEmpty()
                && !or.predicates().stream()
                        .allMatch(part -> isTenant(part)
                                || (part instanceof IsNull isNull && tenants.contains(isNull.operand())));
    }

    /** Whether a column of the row must be the tenant. */
    private boolean isTenant(Predicate predicate) {
        return predicate instanceof Comparison comparison
                && comparison.operator() == Comparison.Operator.EQUAL
                && Parts.operands(predicate).stream().anyMatch(ColumnRef.class::isInstance)
                && Parts.operands(predicate).stream()
                        .anyMatch(operand -> operand instanceof ClaimRef claim && tenantClaims.contains(claim.path()));
    }

    private void child(ScopedEntity entity) {
        TenantRule tenant = entity.tenant();
        Association via = tenant == null ? null : tenant.via();
        if (via != null) {
            add("RLS072", entity, null, child(via));
            return;
        }
        Predicate readable = entity.using(Operation.SELECT);
        List<Predicate> conjuncts = readable instanceof And ? Parts.of(readable) : List.of(readable);
        if (conjuncts.stream().anyMatch(this::isTenant)) {
            return;
        }
        for (RowRule rule : entity.rules()) {
            conditions(rule)
                    .flatMap(condition -> Parts.all(condition).stream())
                    .flatMap(Lint::associations)
                    .filter(association -> tenantScoped.contains(association.target()))
                    .findFirst()
                    .ifPresent(association -> add("RLS072", entity, rule, child(association)));
        }
    }

    private static String child(Association association) {
        return "rows have no tenant column of their own, so each is looked up by \"%s\": pages are slow in large tables. Add"
                        .formatted(association.attribute())
                + " the column, fill it from the parent, and write @TenantScoped without via.";
    }

    private static Stream<Association> associations(Predicate part) {
        Stream<Association> paths = Parts.operands(part).stream()
                .flatMap(operand -> operand instanceof PathRef path ? Stream.of(path.association()) : Stream.empty());
        return part instanceof Through through ? Stream.concat(Stream.of(through.association()), paths) : paths;
    }

    private void unread(ScopedEntity entity) {
        if (entity.rules().stream().anyMatch(rule -> rule.on().contains(Operation.SELECT))) {
            return;
        }
        entity.rules().stream()
                .filter(rule ->
                        rule.on().contains(Operation.UPDATE) || rule.on().contains(Operation.DELETE))
                .forEach(rule -> add(
                        "RLS073",
                        entity,
                        rule,
                        "it narrows changes, but whoever has a token reads all rows. Add SELECT to a policy, or"
                                + " @TenantScoped."));
    }

    /**
     * Rows that are everybody's to read, made everybody's to change by mistake: one side of an {@code or} names no claim,
     * another one tells whose the row is, and nothing else narrows the change. An {@code or} for changes alone is taken as
     * meant, as in {@code open = true or ownerId = :sub}, unless it is around the tenant.
     */
    private void writable(ScopedEntity entity) {
        for (RowRule rule : entity.rules()) {
            List<Operation> open = Stream.of(Operation.UPDATE, Operation.DELETE)
                    .filter(operation -> rule.on().contains(operation) && isOpen(entity, operation))
                    .toList();
            List<Predicate> sides = Everybody.besideOwners(rule.using());
            boolean meant = !rule.on().contains(Operation.SELECT)
                    && Parts.all(rule.using()).stream().noneMatch(this::isTenant);
            if (!open.isEmpty() && !sides.isEmpty() && !meant) {
                String changes = open.stream()
                        .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" and "));
                add(
                        "RLS075",
                        entity,
                        rule,
                        "whoever has a token may %s rows with \"%s\", whosever they are. Keep that side of \"or\" for reading,"
                                        .formatted(changes, ConditionText.of(sides.get(0)))
                                + " on = SELECT, and narrow INSERT, UPDATE and DELETE by a policy without it.");
            }
        }
    }

    /** Whether rows of everybody's are within reach; what is changed must be readable as well. */
    private static boolean isOpen(ScopedEntity entity, Operation operation) {
        return Everybody.admits(entity.using(operation)) && Everybody.admits(entity.using(Operation.SELECT));
    }

    private void claims(ScopedEntity entity) {
        Set<List<String>> seen = new HashSet<>(requiredClaims);
        for (RowRule rule : entity.rules()) {
            conditions(rule)
                    .flatMap(condition -> Parts.all(condition).stream())
                    .flatMap(part -> Parts.operands(part).stream())
                    .forEach(operand -> {
                        if (operand instanceof ClaimRef claim && !claim.required() && seen.add(claim.path())) {
                            add(
                                    "RLS074",
                                    entity,
                                    rule,
                                    "a token without claim \"%s\" is accepted, and it reads as null: what compares with it admits no row. Let the verifier require it (requireClaim or rls.token.required-claims) and name it in -Arls.requiredClaims=%s, or say with @SuppressLint why tokens may lack it."
                                            .formatted(claim.claim(), new ClaimPath(claim.path())));
                        }
                    });
        }
    }

    private static Stream<Predicate> conditions(RowRule rule) {
        return Stream.of(rule.using(), rule.check()).distinct();
    }

    private void add(String code, ScopedEntity entity, @Nullable RowRule rule, String text) {
        findings.add(new Finding(code, entity.entity(), rule == null ? null : rule.name(), text));
    }
}
