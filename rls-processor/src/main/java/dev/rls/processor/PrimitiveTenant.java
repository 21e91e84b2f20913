package dev.rls.processor;

import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.lint.Finding;
import java.util.List;

/** A tenant that cannot be null: a new row that leaves it belongs to tenant 0, where it would have been given its own. */
final class PrimitiveTenant {

    private static final String CODE = "RLS078";

    private PrimitiveTenant() {}

    /** The tenant of an entity if it is such a one. Of a key the application sets every part. */
    static List<Finding> of(ScopedEntity entity, Hierarchy hierarchy) {
        TenantDeclaration tenant = entity.declaration().tenant();
        if (tenant == null) {
            return List.of();
        }
        return new Attributes(hierarchy)
                .all().stream()
                        .filter(attribute -> attribute.name().equals(tenant.attribute())
                                && !Members.isId(attribute.member())
                                && JavaTypes.declared(attribute).getKind().isPrimitive())
                        .map(attribute -> finding(entity, attribute))
                        .toList();
    }

    private static Finding finding(ScopedEntity entity, Attributes.Attribute attribute) {
        String primitive = JavaTypes.declared(attribute).toString();
        return new Finding(
                CODE,
                entity.entity(),
                null,
                "attribute \"" + attribute.name() + "\" is of type " + primitive
                        + ", so whoever leaves it names tenant 0."
                        + " Make it " + (primitive.equals("int") ? "an Integer" : "a Long")
                        + ": what is null is stamped with the tenant of the claims.");
    }
}
