package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.PolicyFilter;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.session.EnabledFilters;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationProcess;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.mutation.internal.inline.InlineMutationStrategy;
import org.hibernate.query.sqm.mutation.spi.MultiTableHandlerBuildResult;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategy;
import org.hibernate.query.sqm.tree.SqmDeleteOrUpdateStatement;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;

/**
 * Updates and deletes by query of entities in several tables. The ways that Hibernate has for them make a translator of their
 * own, which knows no policies of the operation and checks nothing; all but one, which first asks for the identifiers by a
 * query like any other. That one takes a round trip more, and cannot insert what lies in an optional secondary table.
 *
 * @param hibernates for where nothing is missing
 * @param byIdentifiers for where it is
 */
record MultiTableMutations(SqmMultiTableMutationStrategy hibernates, InlineMutationStrategy byIdentifiers)
        implements SqmMultiTableMutationStrategy {

    @Override
    public void prepare(MappingModelCreationProcess process, JdbcConnectionAccess connections) {
        hibernates.prepare(process, connections);
    }

    @Override
    public void prepare(MappingModelCreationProcess process) {
        hibernates.prepare(process);
    }

    @Override
    public void release(SessionFactoryImplementor factory, JdbcConnectionAccess connections) {
        hibernates.release(factory, connections);
    }

    @Override
    public MultiTableHandlerBuildResult buildHandler(
            SqmDeleteOrUpdateStatement<?> statement,
            DomainParameterXref parameters,
            DomainQueryExecutionContext context) {
        SessionFactoryImplementor factory = context.getSession().getFactory();
        ProtectedUnit unit = ProtectedUnit.of(factory);
        if (unit == null) {
            return hibernates.buildHandler(statement, parameters, context);
        }
        EnabledFilters.require(context.getSession().getLoadQueryInfluencers());
        EntityPersister persister = factory.getMappingMetamodel()
                .getEntityDescriptor(statement.getTarget().getEntityName());
        ProtectedEntity target = unit.entity(persister);
        SpreadAssignments assigned =
                statement instanceof SqmUpdateStatement<?> update ? SpreadAssignments.of(update, persister) : null;
        SpreadStatement spread =
                SpreadStatement.of(statement, factory.getQueryEngine().getSqmFunctionRegistry());
        Operation operation = assigned == null ? Operation.DELETE : Operation.UPDATE;
        boolean narrowed = target != null && narrows(operation, target);
        boolean unchecked = !unit.databaseDecides()
                && (spread.reads() || (target != null && assigned != null && assigned.areChecked(unit, target)));
        if (!narrowed && !unchecked) {
            return hibernates.buildHandler(statement, parameters, context);
        }
        if (!unchecked && !spread.reads() && !spread.joins()) {
            return filtered(operation, statement, parameters, context);
        }
        if (assigned != null && assigned.areOptional(persister)) {
            throw target == null
                    ? Messages.spreadReads(persister.getEntityName())
                    : Messages.spreadUpdate(target, unit.databaseDecides());
        }
        return MutatedRows.of(statement, () -> byIdentifiers.buildHandler(statement, parameters, context));
    }

    /** Where nothing else is read, the policies of the operation can be a filter like any other for the while. */
    private MultiTableHandlerBuildResult filtered(
            Operation operation,
            SqmDeleteOrUpdateStatement<?> statement,
            DomainParameterXref parameters,
            DomainQueryExecutionContext context) {
        LoadQueryInfluencers influencers = context.getSession().getLoadQueryInfluencers();
        String filter = PolicyFilter.name(operation);
        influencers.enableFilter(filter);
        try {
            return hibernates.buildHandler(statement, parameters, context);
        } finally {
            influencers.disableFilter(filter);
        }
    }

    /** Whether the policies of the operation keep away rows that may be read: their parts in other tables would be written. */
    private static boolean narrows(Operation operation, ProtectedEntity target) {
        return !target.scoped().using(operation).equals(target.scoped().using(Operation.SELECT));
    }
}
