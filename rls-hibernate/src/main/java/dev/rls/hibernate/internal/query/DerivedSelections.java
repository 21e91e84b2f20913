package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import jakarta.persistence.metamodel.SingularAttribute;
import org.hibernate.metamodel.MappingMetamodel;
import org.hibernate.metamodel.model.domain.EmbeddableDomainType;
import org.hibernate.metamodel.model.domain.EntityDomainType;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.from.SqmFrom;
import org.hibernate.query.sqm.tree.select.SqmQueryGroup;
import org.hibernate.query.sqm.tree.select.SqmQueryPart;
import org.hibernate.query.sqm.tree.select.SqmSelectableNode;
import org.jspecify.annotations.Nullable;

/**
 * What derived tables and common table expressions select. Of a reference they select the key alone; the statement around
 * them joins the entity by it, and Hibernate puts no filter into that join.
 *
 * @param unit what is protected
 * @param metamodel the mapping
 */
record DerivedSelections(ProtectedUnit unit, MappingMetamodel metamodel) {

    void check(SqmQueryPart<?> query) {
        if (query instanceof SqmQueryGroup<?> group) {
            group.getQueryParts().forEach(this::check);
        } else {
            query.getFirstQuerySpec()
                    .getSelectClause()
                    .getSelections()
                    .forEach(selection -> selection.getSelectableNode().visitSubSelectableNodes(this::check));
        }
    }

    /** What the query joined by itself is filtered there. */
    private void check(SqmSelectableNode<?> selected) {
        if (selected instanceof SqmPath<?> path && !(selected instanceof SqmFrom<?, ?>)) {
            check(path.getReferencedPathSource().getPathType());
        }
    }

    private void check(@Nullable Object type) {
        if (type instanceof EntityDomainType<?> entity) {
            ProtectedEntity target = unit.entity(metamodel.getEntityDescriptor(entity.getHibernateEntityName()));
            if (target != null) {
                throw Messages.derivedReference(target);
            }
        } else if (type instanceof EmbeddableDomainType<?> embeddable) {
            for (Object attribute : embeddable.getAttributes()) {
                if (attribute instanceof SingularAttribute<?, ?> singular) {
                    check(singular.getType());
                }
            }
        }
    }
}
