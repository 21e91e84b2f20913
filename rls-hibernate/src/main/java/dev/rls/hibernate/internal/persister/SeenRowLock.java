package dev.rls.hibernate.internal.persister;

import dev.rls.hibernate.internal.write.WriteGuard;
import org.hibernate.LockMode;
import org.hibernate.StaleObjectStateException;
import org.hibernate.Timeouts;
import org.hibernate.dialect.lock.LockingStrategy;
import org.hibernate.dialect.lock.PessimisticEntityLockException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.exception.LockTimeoutException;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.sql.results.spi.NoRowException;
import org.jspecify.annotations.Nullable;

/**
 * Locks what the session sees before Hibernate locks it. Hibernate's statement knows the key and the version alone; once
 * this one holds the row, nobody can give it away any more.
 *
 * @param entity whose rows
 * @param mode of the lock
 * @param hibernates what compares the version, and locks what belongs to the row
 */
record SeenRowLock(EntityPersister entity, LockMode mode, LockingStrategy hibernates) implements LockingStrategy {

    /** Those that only remember the instance ask for its version later, and forcing one up is another statement. */
    static LockingStrategy of(EntityPersister entity, LockMode mode, LockingStrategy hibernates) {
        return switch (mode) {
            case OPTIMISTIC, OPTIMISTIC_FORCE_INCREMENT, PESSIMISTIC_FORCE_INCREMENT -> hibernates;
            default -> new SeenRowLock(entity, mode, hibernates);
        };
    }

    /** The version of a row is forced up by key, version and tenant, which a policy may say more than. */
    static void beforeIncrement(EntityPersister entity, Object id, SharedSessionContractImplementor session) {
        if (SeenRow.isAskedFor(entity)) {
            if (!SeenRow.of(entity, id, session).lock(LockMode.PESSIMISTIC_WRITE, Timeouts.WAIT_FOREVER_MILLI)) {
                throw gone(entity, id);
            }
            WriteGuard.requireChangeable(entity, id, session);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // by which Hibernate calls it
    public void lock(
            Object id,
            @Nullable Object version,
            Object instance,
            int timeout,
            SharedSessionContractImplementor session) {
        boolean locked;
        try {
            locked = SeenRow.of(entity, id, session).lock(mode, timeout);
        } catch (LockTimeoutException e) {
            throw new PessimisticEntityLockException(
                    instance, "Lock timeout exceeded attempting to lock row(s) for " + entity.getEntityName(), e);
        }
        if (!locked) {
            throw gone(entity, id);
        }
        hibernates.lock(id, version, instance, timeout, session);
    }

    /** As Hibernate calls a row that is not there any more. */
    private static RuntimeException gone(EntityPersister entity, Object id) {
        return entity.optimisticLockStyle().isNone()
                ? new NoRowException("no row of " + entity.getEntityName() + " has this identifier any more")
                : new StaleObjectStateException(entity.getEntityName(), id);
    }
}
