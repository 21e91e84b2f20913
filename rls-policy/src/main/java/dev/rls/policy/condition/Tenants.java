package dev.rls.policy.condition;

import dev.rls.policy.And;
import dev.rls.policy.Association;
import dev.rls.policy.Attribute;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.IsNull;
import dev.rls.policy.Or;
import dev.rls.policy.Predicate;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.TenantRule;
import dev.rls.policy.Through;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out how the rows of an entity belong to a tenant. */
final class Tenants {

    private static final String OTHER = "Name a basic attribute of type String, UUID, Long or Integer.";

    private final Resolver resolver;
    private final Operands operands;
    private final Used used;
    private final Function<EntityDeclaration, @Nullable TenantRule> others;

    /** Needs the tenants of entities that were read before. */
    Tenants(Resolver resolver, Operands operands, Used used, Function<EntityDeclaration, @Nullable TenantRule> others) {
        this.resolver = resolver;
        this.operands = operands;
        this.used = used;
        this.others = others;
    }

    /** The tenant of an entity; null if it has none or there is a fault. */
    @Nullable
    TenantRule of(EntityDeclaration entity, Faults faults) {
        TenantDeclaration tenant = entity.tenant();
        if (tenant == null) {
            return null;
        }
        return tenant.via().isEmpty() ? column(entity, tenant, faults) : via(entity, tenant, faults);
    }

    private @Nullable TenantRule column(EntityDeclaration entity, TenantDeclaration tenant, Faults faults) {
        String problem = null;
        Attribute attribute = entity.attributes().get(tenant.attribute());
        if (attribute instanceof Attribute.Basic basic && basic.type().isOfTenants() && !basic.isEnum()) {
            if (!ClaimRef.isName(tenant.claim())) {
                faults.add(
                        Place.ofTenant("claim"),
                        Message.TENANT,
                        "claim",
                        tenant.claim(),
                        entity.entity(),
                        "is no name of a claim",
                        "Use ASCII letters, digits and _ . : / - as in \"tenant_id\".");
                return null;
            }
            return column(entity, tenant, basic);
        } else if (attribute == null) {
            problem = "is not there";
        } else if (attribute instanceof Attribute.Basic basic) {
            problem = "is " + (basic.isEnum() ? "an enum" : Types.a(basic.type())) + ", which names no tenant";
        } else {
            problem = "has no column that could hold a tenant";
        }
        faults.add(
                Place.ofTenant("attribute"),
                Message.TENANT,
                "attribute",
                tenant.attribute(),
                entity.entity(),
                problem,
                OTHER);
        return null;
    }

    private TenantRule column(EntityDeclaration entity, TenantDeclaration tenant, Attribute.Basic basic) {
        used.add(entity, tenant.attribute());
        ColumnRef column = new ColumnRef(tenant.attribute(), basic.column(), basic.type());
        ClaimRef claim = ClaimRef.ofTenant(tenant.claim(), basic.type());
        Predicate own = new Comparison(column, Comparison.Operator.EQUAL, claim);
        Predicate readable = tenant.shared() ? new Or(List.of(own, new IsNull(column))) : own;
        return new TenantRule(claim, column, null, readable, own);
    }

    private @Nullable TenantRule via(EntityDeclaration entity, TenantDeclaration tenant, Faults faults) {
        if (tenant.shared()) {
            fault(entity, tenant, faults, "leads to the tenant, so the row has none to share", "Remove \"shared\".");
            return null;
        }
        if (!(entity.attributes().get(tenant.via()) instanceof Attribute.ToOne toOne)) {
            fault(
                    entity,
                    tenant,
                    faults,
                    entity.attributes().containsKey(tenant.via()) ? "is no to-one association" : "is not there",
                    "Name the to-one association that leads to the parent.");
            return null;
        }
        try {
            Route.Step step = resolver.step(entity, tenant.via(), toOne, -1);
            if (step.target().tenant() == null) {
                fault(
                        entity,
                        tenant,
                        faults,
                        "leads to " + toOne.target() + ", which has no tenant",
                        "Annotate " + toOne.target() + " with @TenantScoped.");
                return null;
            }
            Association association = operands.association(step, -1);
            TenantRule parent = others.apply(step.target());
            return parent == null
                    ? null
                    : new TenantRule(
                            parent.claim(),
                            null,
                            association,
                            new Through(association, And.TRUE),
                            new Through(association, parent.writable()));
        } catch (Fault fault) {
            faults.add(Place.ofTenant("via"), fault);
            return null;
        }
    }

    private static void fault(
            EntityDeclaration entity, TenantDeclaration tenant, Faults faults, String problem, String fix) {
        faults.add(Place.ofTenant("via"), Message.TENANT, "association", tenant.via(), entity.entity(), problem, fix);
    }
}
