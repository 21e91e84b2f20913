package dev.rls.hibernate.internal.lock;

import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.OpenedSql;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.collection.HideableRows;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.query.results.ResultSetMapping;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.internal.lock.LockingTableGroup;
import org.hibernate.sql.results.jdbc.internal.JdbcValuesMappingProducerProviderInitiator;
import org.hibernate.sql.results.jdbc.spi.JdbcValuesMappingProducer;
import org.hibernate.sql.results.jdbc.spi.JdbcValuesMappingProducerProvider;

/**
 * Refuses statements that lock the rows of a collection by the key of their owner, where they may be other tenants' and no
 * database keeps them away. Hibernate makes them of a translator of its own; here all statements pass before they are sent.
 */
public final class CollectionLocks implements StandardServiceInitiator<JdbcValuesMappingProducerProvider> {

    @Override
    public Class<JdbcValuesMappingProducerProvider> getServiceInitiated() {
        return JdbcValuesMappingProducerProvider.class;
    }

    @Override
    public JdbcValuesMappingProducerProvider initiateService(
            Map<String, Object> configuration, ServiceRegistryImplementor registry) {
        return new Refusing(
                JdbcValuesMappingProducerProviderInitiator.INSTANCE.initiateService(configuration, registry));
    }

    private record Refusing(JdbcValuesMappingProducerProvider hibernates) implements JdbcValuesMappingProducerProvider {

        private static final long serialVersionUID = 1L;

        @Override
        public JdbcValuesMappingProducer buildMappingProducer(
                SelectStatement statement, SessionFactoryImplementor factory) {
            refuse(statement, factory);
            return hibernates.buildMappingProducer(statement, factory);
        }

        @Override
        public ResultSetMapping buildResultSetMapping(String name, boolean dynamic, SessionFactoryImplementor factory) {
            return hibernates.buildResultSetMapping(name, dynamic, factory);
        }

        private static void refuse(SelectStatement statement, SessionFactoryImplementor factory) {
            List<TableGroup> roots =
                    statement.getQueryPart().getFirstQuerySpec().getFromClause().getRoots();
            if (!roots.isEmpty()
                    && roots.get(0) instanceof LockingTableGroup table
                    && table.getModelPart() instanceof PluralAttributeMapping collection) {
                ProtectedUnit unit = ProtectedUnit.of(factory);
                if (unit != null
                        && !unit.databaseDecides()
                        && !OpenedSql.isOpen()
                        && new HideableRows(unit, collection).mayBeHidden()) {
                    throw Messages.collectionLock(
                            collection.getCollectionDescriptor().getRole());
                }
            }
        }
    }
}
