package dev.rls.hibernate.internal.write;

import dev.rls.Operation;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.query.TakenKey;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.hibernate.HibernateException;
import org.hibernate.StaleObjectStateException;
import org.hibernate.StaleStateException;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.engine.jdbc.batch.spi.Batch.StaleStateMapper;
import org.hibernate.engine.jdbc.mutation.JdbcValueBindings;
import org.hibernate.engine.jdbc.mutation.MutationExecutor;
import org.hibernate.engine.jdbc.mutation.OperationResultChecker;
import org.hibernate.engine.jdbc.mutation.TableInclusionChecker;
import org.hibernate.engine.jdbc.mutation.group.PreparedStatementDetails;
import org.hibernate.engine.jdbc.mutation.internal.MutationExecutorServiceInitiator;
import org.hibernate.engine.jdbc.mutation.spi.BatchKeyAccess;
import org.hibernate.engine.jdbc.mutation.spi.MutationExecutorService;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.generator.values.GeneratedValues;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.model.MutationOperationGroup;
import org.hibernate.sql.model.MutationType;
import org.hibernate.sql.model.ValuesAnalysis;
import org.jspecify.annotations.Nullable;

/**
 * Updates, deletes and upserts of protected instances that find no row, and upserts that find a key taken. All of them go through executors of this service, in
 * sessions and stateless sessions, one by one and in batches.
 */
public final class ExplainedMutations implements StandardServiceInitiator<MutationExecutorService> {

    @Override
    public Class<MutationExecutorService> getServiceInitiated() {
        return MutationExecutorService.class;
    }

    @Override
    public MutationExecutorService initiateService(
            Map<String, Object> configuration, ServiceRegistryImplementor registry) {
        return new Explaining(MutationExecutorServiceInitiator.INSTANCE.initiateService(configuration, registry));
    }

    private record Explaining(MutationExecutorService service) implements MutationExecutorService {

        private static final long serialVersionUID = 1L;

        @Override
        public MutationExecutor createExecutor(
                BatchKeyAccess batchKey, MutationOperationGroup operations, SharedSessionContractImplementor session) {
            MutationExecutor executor = service.createExecutor(batchKey, operations, session);
            ProtectedUnit unit = ProtectedUnit.of(session.getFactory());
            if (unit == null
                    || operations.getMutationType() == MutationType.INSERT
                    || !(operations.getMutationTarget() instanceof EntityPersister persister)) {
                return executor;
            }
            ProtectedEntity entity = unit.entity(persister);
            Operation operation =
                    operations.getMutationType() == MutationType.DELETE ? Operation.DELETE : Operation.UPDATE;
            return entity == null ? executor : new Executor(executor, entity, persister, operation);
        }
    }

    /**
     * One of a protected entity.
     *
     * @param executor does it
     * @param entity what is written
     * @param persister the class of it
     * @param operation how
     */
    private record Executor(
            MutationExecutor executor, ProtectedEntity entity, EntityPersister persister, Operation operation)
            implements MutationExecutor {

        @Override
        public JdbcValueBindings getJdbcValueBindings() {
            return executor.getJdbcValueBindings();
        }

        @Override
        public PreparedStatementDetails getPreparedStatementDetails(String table) {
            return executor.getPreparedStatementDetails(table);
        }

        @Override
        public @Nullable GeneratedValues execute(
                Object instance,
                ValuesAnalysis values,
                TableInclusionChecker inclusion,
                OperationResultChecker results,
                SharedSessionContractImplementor session) {
            return execute(instance, values, inclusion, results, session, null);
        }

        @Override
        public @Nullable GeneratedValues execute(
                Object instance,
                ValuesAnalysis values,
                TableInclusionChecker inclusion,
                @Nullable OperationResultChecker results,
                SharedSessionContractImplementor session,
                @Nullable StaleStateMapper stale) {
            try {
                return executor.execute(
                        instance,
                        values,
                        inclusion,
                        results == null ? null : (statement, rows, at) -> check(results, statement, rows, at, session),
                        session,
                        stale == null ? null : missed -> inBatch(stale.map(missed), session));
            } catch (ConstraintViolationException e) {
                ProtectedUnit unit = Objects.requireNonNull(ProtectedUnit.of(session.getFactory()));
                WriteRejectedException taken = TakenKey.rejection(e, e.getSQL(), unit);
                throw taken == null ? e : taken;
            } catch (StaleObjectStateException e) {
                throw e; // was asked about below, or is about another instance of the same batch
            } catch (StaleStateException e) { // an upsert, which tells no identifier
                new MissedRow(entity, persister, persister.getIdentifier(instance, session), session)
                        .rejectIfKept(operation);
                throw e;
            }
        }

        private boolean check(
                OperationResultChecker results,
                PreparedStatementDetails statement,
                int rows,
                int at,
                SharedSessionContractImplementor session)
                throws SQLException {
            try {
                return results.checkResult(statement, rows, at);
            } catch (StaleObjectStateException e) {
                explain(e, session);
                throw e;
            }
        }

        /** The batch has failed, and what is read now must not send it again. */
        private HibernateException inBatch(HibernateException failed, SharedSessionContractImplementor session) {
            if (failed instanceof StaleObjectStateException stale) {
                session.getJdbcCoordinator().abortBatch();
                explain(stale, session);
            }
            return failed;
        }

        private void explain(StaleObjectStateException stale, SharedSessionContractImplementor session) {
            MissedRow missed = MissedRow.of(stale, session);
            if (missed != null) {
                missed.rejectIfKept(operation);
            }
        }

        @Override
        public void release() {
            executor.release();
        }
    }
}
