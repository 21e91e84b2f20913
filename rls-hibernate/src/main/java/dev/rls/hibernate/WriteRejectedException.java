package dev.rls.hibernate;

import dev.rls.Operation;
import dev.rls.RlsException;

/** A row would have been written that the policies do not admit. Nothing of any row is in the message. */
public final class WriteRejectedException extends RlsException {

    private static final long serialVersionUID = 1L;

    /** The name as Hibernate has it. */
    private final String entity;

    /** What would have been done. */
    private final Operation operation;

    /** The name of the policy in the database that says the same. */
    private final String policy;

    /**
     * For this library.
     *
     * @param code the stable id
     * @param entity the entity
     * @param operation {@code INSERT}, {@code UPDATE} or {@code DELETE}
     * @param policy the policy
     * @param problem what is wrong and what mends it
     */
    public WriteRejectedException(String code, String entity, Operation operation, String policy, String problem) {
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
     *     delete, because Hibernate asks about both alike
     */
    public Operation operation() {
        return operation;
    }

    /**
     * The policy that does not admit it.
     *
     * @return the name of the policy in the database
     */
    public String policy() {
        return policy;
    }
}
