package dev.rls.hibernate;

import dev.rls.Operation;
import dev.rls.RlsException;
import org.jspecify.annotations.Nullable;

/** A row would have been written that the policies do not admit. Nothing of any row is in the message. */
public final class WriteRejectedException extends RlsException {

    private static final long serialVersionUID = 1L;

    /** The name as Hibernate has it. */
    private final String entity;

    /** What would have been done. */
    private final Operation operation;

    /** The name of the policy in the database that says the same, if it is known. */
    private final @Nullable String policy;

    /**
     * For this library.
     *
     * @param code the stable id
     * @param entity the entity
     * @param operation {@code INSERT}, {@code UPDATE} or {@code DELETE}
     * @param policy the policy, or null if it is not known
     * @param problem what is wrong and what mends it
     */
    public WriteRejectedException(
            String code, String entity, Operation operation, @Nullable String policy, String problem) {
        super(code, problem);
        this.entity = entity;
        this.operation = operation;
        this.policy = policy;
    }

    /**
     * The entity that would have been written.
     *
     * @return its name as Hibernate has it
     */
    public String entity() {
        return entity;
    }

    /**
     * What would have been done.
     *
     * @return {@code INSERT}, {@code UPDATE} or {@code DELETE}; {@code UPDATE} also where a stateless session was about to
     *     delete, because Hibernate asks about both alike; of a statement that does several the first that the database
     *     can have rejected, in this order
     */
    public Operation operation() {
        return operation;
    }

    /**
     * The policy that does not admit it.
     *
     * @return the name of the policy in the database; null where several are about the operation and none is known
     *     to have decided: PostgreSQL rejected the row and does not tell (the message names those that can have), or nothing
     *     would have asked them (RLS304 to RLS306), or a key is taken (RLS307)
     */
    public @Nullable String policy() {
        return policy;
    }
}
