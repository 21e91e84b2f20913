package dev.rls.policy.condition;

import dev.rls.Operation;
import dev.rls.policy.And;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.Predicate;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A protected entity while it is assembled. What its rows can be read by comes first, since other entities need it; the
 * rest may then use that of any entity, its own included.
 */
final class Draft {

    private final EntityDeclaration entity;
    private final Faults faults = new Faults();
    private final List<Rule> rules;
    private final ClaimTypes claims;
    private final Resolver resolver;
    private final Operands operands;
    private final Map<Integer, Predicate> using = new HashMap<>();
    private final List<RowRule> finished = new ArrayList<>();
    private @Nullable TenantRule tenant;
    private @Nullable Predicate readable;

    Draft(EntityDeclaration entity, Resolver resolver, Operands operands) {
        this.entity = entity;
        this.resolver = resolver;
        this.operands = operands;
        this.rules = Rule.parse(entity.entity(), entity.rules(), faults);
        this.claims = new ClaimTypes(entity, resolver);
    }

    /** Which rows can be read. The tenants of the parents come from other drafts. */
    Predicate read(Tenants tenants) {
        tenant = tenants.of(entity, faults);
        if (tenant != null && tenant.via() == null) {
            claims.addTenant(Place.ofTenant("claim"), tenant.claim());
        }
        for (Rule rule : rules) {
            addClaims(rule, "using", rule.using());
            addClaims(rule, "check", rule.check());
        }
        claims.infer();
        List<Predicate> parts = new ArrayList<>();
        if (tenant != null) {
            parts.add(tenant.readable());
        }
        for (Rule rule : rules) {
            if (rule.declaration().on().contains(Operation.SELECT)) {
                parts.add(using(rule));
            }
        }
        readable = And.of(parts);
        return readable;
    }

    private void addClaims(Rule rule, String member, @Nullable Condition condition) {
        if (condition != null) {
            claims.add(rule.place(member), condition);
        }
    }

    private Predicate using(Rule rule) {
        Predicate known = using.get(rule.index());
        if (known == null) {
            known = predicate(rule, "using", rule.using());
            using.put(rule.index(), known);
        }
        return known;
    }

    private Predicate predicate(Rule rule, String member, @Nullable Condition condition) {
        Place place = rule.place(member);
        return condition == null
                ? And.TRUE
                : new Checker(entity, resolver, claims, operands, fault -> faults.add(place, fault)).check(condition);
    }

    /** Checks what {@link #read} left. */
    void finish() {
        for (Rule rule : rules) {
            Predicate own = using(rule);
            Predicate check = rule.declaration().check().isEmpty() ? own : predicate(rule, "check", rule.check());
            finished.add(
                    new RowRule(rule.declaration().name(), rule.declaration().on(), own, check));
        }
    }

    /** The entity, after {@link #finish}. */
    ScopedEntity scoped(EntityDeclaration pruned) {
        return new ScopedEntity(pruned, tenant, finished);
    }

    EntityDeclaration entity() {
        return entity;
    }

    @Nullable
    TenantRule tenant() {
        return tenant;
    }

    /** Null before {@link #read}. */
    @Nullable
    Predicate readable() {
        return readable;
    }

    Faults faults() {
        return faults;
    }

    ClaimTypes claims() {
        return claims;
    }
}
