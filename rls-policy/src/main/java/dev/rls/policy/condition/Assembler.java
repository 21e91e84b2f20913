package dev.rls.policy.condition;

import dev.rls.policy.Association;
import dev.rls.policy.Attribute;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.TenantRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns declarations into protected entities: parses their conditions, resolves names and infers types. */
public final class Assembler {

    private final Function<String, @Nullable EntityDeclaration> declarations;

    /**
     * An assembler.
     *
     * @param declarations finds an entity by its binary name, whether it is annotated or not; null if it is unknown
     */
    public Assembler(Function<String, @Nullable EntityDeclaration> declarations) {
        this.declarations = declarations;
    }

    /**
     * Assembles some entities, and what their paths lead to.
     *
     * @param entities binary names
     * @return the result; never throws for what annotations say
     */
    public Assembly assemble(Collection<String> entities) {
        List<ScopedEntity> assembled = new ArrayList<>();
        List<EntityDeclaration> used = new ArrayList<>();
        for (String name : new TreeSet<>(entities)) {
            EntityDeclaration declaration = declarations.apply(name);
            TenantDeclaration tenant = declaration == null ? null : declaration.tenant();
            if (declaration != null
                    && tenant != null
                    && declaration.attributes().get(tenant.attribute()) instanceof Attribute.Basic basic) {
                ColumnRef column = new ColumnRef(tenant.attribute(), basic.column(), basic.type());
                ClaimRef claim = ClaimRef.ofTenant(tenant.claim(), basic.type());
                Predicate predicate = new Comparison(column, Comparison.Operator.EQUAL, claim);
                @Nullable Association none = null;
                assembled.add(new ScopedEntity(
                        declaration, new TenantRule(claim, column, none, predicate, predicate), List.of()));
                used.add(declaration.with(Set.of(tenant.attribute())));
            }
        }
        return new Assembly(assembled, used, List.of());
    }
}
