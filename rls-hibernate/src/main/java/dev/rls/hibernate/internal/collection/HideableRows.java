package dev.rls.hibernate.internal.collection;

import dev.rls.hibernate.internal.ProtectedUnit;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;

/**
 * The rows of a collection, which are seen by whoever sees the owner unless they lead to something that has policies of its
 * own.
 *
 * @param unit what is protected
 * @param collection whose rows
 */
public record HideableRows(ProtectedUnit unit, PluralAttributeMapping collection) {

    /** Whether claims that see the owner need not see all of them. */
    public boolean mayBeHidden() {
        ModelPart index = collection.getIndexDescriptor();
        return isHideable(collection.getElementDescriptor()) || (index != null && isHideable(index));
    }

    private boolean isHideable(ModelPart part) {
        if (part instanceof EntityValuedModelPart entity) {
            return unit.entity(entity.getEntityMappingType().getEntityPersister()) != null;
        }
        if (part instanceof EmbeddableValuedModelPart embedded) {
            boolean[] found = new boolean[1];
            embedded.getEmbeddableTypeDescriptor()
                    .forEachAttributeMapping(attribute -> found[0] |= isHideable(attribute));
            return found[0];
        }
        return part instanceof DiscriminatedAssociationModelPart; // anything may be what it leads to
    }
}
