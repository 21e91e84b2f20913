package dev.rls.hibernate.internal.query;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationProcess;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.mutation.internal.SqmMultiTableMutationStrategyProviderStandard;
import org.hibernate.query.sqm.mutation.internal.inline.InlineMutationStrategy;
import org.hibernate.query.sqm.mutation.spi.MultiTableHandlerBuildResult;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableInsertStrategy;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategy;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategyProvider;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Statements by query that Hibernate spreads over several others: those that write entities in several tables, and inserts that
 * go through a temporary table, as those do that draw identifiers from a sequence. No translator of statements sees them.
 */
public final class MultiTableStrategies implements StandardServiceInitiator<SqmMultiTableMutationStrategyProvider> {

    @Override
    public Class<SqmMultiTableMutationStrategyProvider> getServiceInitiated() {
        return SqmMultiTableMutationStrategyProvider.class;
    }

    @Override
    public SqmMultiTableMutationStrategyProvider initiateService(
            Map<String, Object> configuration, ServiceRegistryImplementor registry) {
        return new Provider();
    }

    private static final class Provider extends SqmMultiTableMutationStrategyProviderStandard {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable SqmMultiTableMutationStrategy createMutationStrategy(
                EntityMappingType entity, MappingModelCreationProcess process) {
            SqmMultiTableMutationStrategy strategy = super.createMutationStrategy(entity, process);
            return strategy == null
                    ? null
                    : new MultiTableMutations(
                            strategy,
                            new InlineMutationStrategy(
                                    process.getCreationContext().getDialect()));
        }

        @Override
        public @Nullable SqmMultiTableInsertStrategy createInsertStrategy(
                EntityMappingType entity, MappingModelCreationProcess process) {
            SqmMultiTableInsertStrategy strategy = super.createInsertStrategy(entity, process);
            return strategy == null ? null : new Refusing(strategy);
        }
    }

    private record Refusing(SqmMultiTableInsertStrategy strategy) implements SqmMultiTableInsertStrategy {

        @Override
        public void prepare(MappingModelCreationProcess process, JdbcConnectionAccess connections) {
            strategy.prepare(process, connections);
        }

        @Override
        public void prepare(MappingModelCreationProcess process) {
            strategy.prepare(process);
        }

        @Override
        public void release(SessionFactoryImplementor factory, JdbcConnectionAccess connections) {
            strategy.release(factory, connections);
        }

        @Override
        public MultiTableHandlerBuildResult buildHandler(
                SqmInsertStatement<?> insert, DomainParameterXref parameters, DomainQueryExecutionContext context) {
            UncheckedInserts.refuse(context.getSession().getFactory(), insert);
            return strategy.buildHandler(insert, parameters, context);
        }
    }
}
