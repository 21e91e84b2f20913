package dev.rls.hibernate.internal.write;

import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.evaluate.Row;
import org.hibernate.generator.Generator;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CompositeIdentifierMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** A row as Hibernate holds it: an identifier and the state of an entity. */
final class StateRow implements Row {

    private final EntityPersister persister;
    private final @Nullable Object id;
    private final @Nullable Object[] state;
    private final RowSource rows;
    private final boolean inserted;
    private final boolean stamped;

    /**
     * A row.
     *
     * @param persister of its entity
     * @param id its identifier; null if the database is about to generate it
     * @param state as the persister has it
     * @param rows where associated rows come from
     * @param inserted whether it is about to be inserted, and attributes that are generated in memory are still null
     * @param stamped whether a tenant that is null is that of the session: of what the same flush inserts, and of instances
     *     that leave it out, because an update never writes it
     */
    StateRow(
            EntityPersister persister,
            @Nullable Object id,
            @Nullable Object[] state,
            RowSource rows,
            boolean inserted,
            boolean stamped) {
        this.persister = persister;
        this.id = id;
        this.state = state;
        this.rows = rows;
        this.inserted = inserted;
        this.stamped = stamped;
    }

    @Override
    public @Nullable Object value(ColumnRef column) {
        Object value = rows.identifier(read(column.attribute()));
        ModelPart part = persister.findByPath(column.attribute());
        return part instanceof SelectableMapping selectable ? StoredValue.of(value, column.type(), selectable) : value;
    }

    @Override
    public @Nullable Row follow(Association association) {
        Object target = read(association.attribute());
        return target == null ? null : rows.of(association.target(), target);
    }

    private @Nullable Object read(String path) {
        String[] names = path.split("\\.", -1);
        EntityIdentifierMapping identifier = persister.getIdentifierMapping();
        Object value;
        ModelPart part;
        AttributeMapping ofKey = ofKey(names[0]);
        if (ofKey != null) {
            if (id == null) {
                throw new UndecidableException(path);
            }
            value = ((CompositeIdentifierMapping) identifier)
                    .getMappedIdEmbeddableTypeDescriptor()
                    .getValue(id, ofKey.getStateArrayPosition());
            part = ofKey;
        } else if (names[0].equals(persister.getIdentifierPropertyName())) {
            if (id == null) {
                throw new UndecidableException(path);
            }
            value = id;
            part = identifier;
        } else {
            AttributeMapping attribute = persister.findAttributeMapping(names[0]);
            value = state[attribute.getStateArrayPosition()];
            part = attribute;
            if (value == null && stamped && isTenant(attribute)) {
                value = rows.tenant();
            } else if (value == null && inserted && isGenerated(attribute)) {
                value = generated(attribute);
            }
        }
        for (int i = 1; i < names.length && value != null; i++) {
            if (!(part instanceof EmbeddableValuedModelPart embedded)) {
                return value; // what follows is the key of an associated entity
            }
            AttributeMapping attribute = embedded.getEmbeddableTypeDescriptor().findAttributeMapping(names[i]);
            value = embedded.getEmbeddableTypeDescriptor().getValue(value, attribute.getStateArrayPosition());
            part = attribute;
        }
        return value;
    }

    /** An attribute of a key that is several attributes of the entity; null if it is none. */
    private @Nullable AttributeMapping ofKey(String name) {
        return persister.getIdentifierMapping() instanceof CompositeIdentifierMapping key
                        && persister.getIdentifierPropertyName() == null
                ? key.getMappedIdEmbeddableTypeDescriptor().findAttributeMapping(name)
                : null;
    }

    private boolean isGenerated(AttributeMapping attribute) {
        Generator generator = persister.getGenerators()[attribute.getStateArrayPosition()];
        return generator != null && generator.generatesOnInsert();
    }

    /** Of what is generated, the tenant alone is known beforehand. */
    private Object generated(AttributeMapping attribute) {
        if (!isTenant(attribute)) {
            throw new UndecidableException(attribute.getAttributeName());
        }
        return rows.tenant();
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isTenant(AttributeMapping attribute) {
        return persister.getTenantIdMapping() != null
                && persister.getTenantIdMapping().getAttributeMapping() == attribute;
    }
}
