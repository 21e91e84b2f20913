package dev.rls.hibernate.internal.persister;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.bytecode.enhance.spi.interceptor.BytecodeLazyAttributeInterceptor;
import org.hibernate.bytecode.enhance.spi.interceptor.LazyAttributeDescriptor;
import org.hibernate.bytecode.enhance.spi.interceptor.LazyAttributesMetadata;
import org.hibernate.engine.internal.ManagedTypeHelper;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * What an enhanced instance loads once it is asked for it. Hibernate's query has the key of the row alone, and joins
 * inverse partners unfiltered.
 *
 * @param entity whose attributes they are
 * @param asked the one that was asked for
 * @param names all that are loaded together
 * @param kept those the instance has by now, because somebody set them
 */
record LazyState(EntityPersister entity, String asked, List<String> names, Set<String> kept) {

    /** Takes a value that was loaded. */
    @FunctionalInterface
    interface Target {
        void set(@Nullable Object value, int index, Type type);
    }

    /**
     * What is loaded together with an attribute.
     *
     * @param alone whether the mapping calls the attribute eager, and a graph left it out
     */
    static LazyState of(EntityPersister entity, Object instance, String attribute, boolean alone) {
        if (alone) {
            return new LazyState(entity, attribute, List.of(attribute), Set.of());
        }
        LazyAttributesMetadata lazy = entity.getBytecodeEnhancementMetadata().getLazyAttributesMetadata();
        List<String> names = lazy.getFetchGroupAttributeDescriptors(lazy.getFetchGroupName(attribute)).stream()
                .map(LazyAttributeDescriptor::getName)
                .toList();
        BytecodeLazyAttributeInterceptor interceptor = (BytecodeLazyAttributeInterceptor)
                ManagedTypeHelper.asPersistentAttributeInterceptable(instance).$$_hibernate_getInterceptor();
        return new LazyState(entity, attribute, names, interceptor.getInitializedLazyAttributeNames());
    }

    /**
     * Loads it.
     *
     * @return the value that was asked for
     */
    @Nullable
    Object load(Object id, SharedSessionContractImplementor session, Target target) {
        List<AttributeMapping> parts = new ArrayList<>();
        names.forEach(name -> parts.add(Objects.requireNonNull(entity.findAttributeMapping(name))));
        Object[] values = new SeenRow(entity, id, session).read(parts);
        if (values == null) {
            // deleted, or not these claims' any more
            session.getFactory().getEntityNotFoundDelegate().handleEntityNotFound(entity.getEntityName(), id);
            throw new ObjectNotFoundException(entity.getEntityName(), id);
        }
        Object found = null;
        for (int i = 0; i < values.length; i++) {
            String name = names.get(i);
            if (name.equals(asked)) {
                found = values[i];
            }
            if (!kept.contains(name)) {
                int index = entity.getPropertyIndex(name);
                target.set(values[i], index, entity.getPropertyTypes()[index]);
            }
        }
        return found;
    }
}
