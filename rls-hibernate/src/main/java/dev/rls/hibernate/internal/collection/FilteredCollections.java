package dev.rls.hibernate.internal.collection;

import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.persister.EntityPersisters;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.internal.PersisterClassResolverInitiator;
import org.hibernate.persister.internal.StandardPersisterClassResolver;
import org.hibernate.persister.spi.PersisterClassResolver;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Has collections with filters of ours answer by what they load, and check what they write. */
public final class FilteredCollections implements StandardServiceInitiator<PersisterClassResolver> {

    @Override
    public Class<PersisterClassResolver> getServiceInitiated() {
        return PersisterClassResolver.class;
    }

    @Override
    public PersisterClassResolver initiateService(
            Map<String, Object> configuration, ServiceRegistryImplementor registry) {
        return configuration.containsKey(PersisterClassResolverInitiator.IMPL_NAME)
                ? PersisterClassResolverInitiator.INSTANCE.initiateService(configuration, registry)
                : new Resolver();
    }

    private static final class Resolver extends StandardPersisterClassResolver {

        private static final long serialVersionUID = 1L;

        @Override
        public Class<? extends EntityPersister> getEntityPersisterClass(PersistentClass entity) {
            return EntityPersisters.of(entity, super.getEntityPersisterClass(entity));
        }

        @Override
        public Class<? extends CollectionPersister> getCollectionPersisterClass(Collection collection) {
            if (!isFiltered(collection) && !isDerived(collection) && !leadsAnywhere(collection)) {
                return super.getCollectionPersisterClass(collection);
            }
            return collection.isOneToMany() ? FilteredOneToMany.class : FilteredTable.class;
        }

        private static boolean isFiltered(Collection collection) {
            return collection.getFilters().stream().anyMatch(filter -> PolicyFilter.isOurs(filter.getName()));
        }

        private static boolean leadsAnywhere(Collection collection) {
            return collection.getElement() instanceof Any && ProtectedUnit.of(collection.getMetadata()) != null;
        }

        /** Beside a database no filter narrows values, and their rows have policies all the same. */
        private static boolean isDerived(Collection collection) {
            ProtectedUnit unit = ProtectedUnit.of(collection.getMetadata());
            return !collection.isOneToMany()
                    && unit != null
                    && unit.derived(collection.getCollectionTable()).isPresent();
        }
    }
}
