package dev.rls.hibernate.internal.persister;

import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.function.UnaryOperator;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.mapping.OneToOne;
import org.hibernate.mapping.Property;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.jspecify.annotations.Nullable;

/**
 * The inverse side of a one-to-one. Where its entity is filtered, Hibernate takes its own identifier for a foreign key, and the
 * row that is simply not there for one that a filter hides ({@code EntityInitializerImpl.setMissing}): whoever has no partner
 * could not be loaded. Here there is none then, whatever the reason.
 */
final class InverseOneToOne extends ToOneAttributeMapping {

    private InverseOneToOne(ToOneAttributeMapping original) {
        super(original);
    }

    /** What becomes of Hibernate's mapping of an attribute. */
    static UnaryOperator<ToOneAttributeMapping> of(Property property) {
        return is(property) ? InverseOneToOne::new : UnaryOperator.identity();
    }

    private static boolean is(Property property) {
        if (!(property.getValue() instanceof OneToOne oneToOne) || oneToOne.getMappedByProperty() == null) {
            return false;
        }
        ProtectedUnit unit = ProtectedUnit.of(oneToOne.getMetadata());
        return unit != null
                && unit.entity(oneToOne.getMetadata().getEntityBinding(oneToOne.getReferencedEntityName())) != null;
    }

    @Override
    public @Nullable NotFoundAction getNotFoundAction() {
        return NotFoundAction.IGNORE;
    }
}
