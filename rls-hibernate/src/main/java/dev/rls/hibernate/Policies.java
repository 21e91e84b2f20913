package dev.rls.hibernate;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.write.InstanceRows;
import dev.rls.hibernate.internal.write.UndecidableException;
import dev.rls.policy.evaluate.Evaluator;
import dev.rls.policy.evaluate.Explanation;
import dev.rls.policy.evaluate.Row;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;

/** The policies of a session factory, for whoever asks why something is allowed or not. */
public final class Policies {

    private final SessionFactoryImplementor factory;

    private Policies(SessionFactoryImplementor factory) {
        this.factory = factory;
    }

    /**
     * The policies of a session factory.
     *
     * @param factory a {@code SessionFactory} or {@code EntityManagerFactory}
     * @return its policies
     */
    public static Policies of(EntityManagerFactory factory) {
        return new Policies(factory.unwrap(SessionFactoryImplementor.class));
    }

    /**
     * Explains what becomes of an operation: which policies it needs, which of them hold, and which part of a condition
     * keeps the others from it. The instance stands for the row as it is and as it would be; what its associations lead
     * to is taken from the instances in memory, where proxies are initialized by their own session. Nothing is asked of
     * the database beyond that.
     *
     * @param entity an instance of a protected entity, or a proxy of one
     * @param claims whose claims
     * @param operation what is to be done
     * @return the explanation, without the value of a claim or of a column
     * @throws IllegalArgumentException if the entity is none that is protected (RLS212), or its policies ask for a value
     *     that the database is yet to make (RLS213)
     * @throws dev.rls.policy.evaluate.ClaimTypeException if a claim has another type than the policies want, or the
     *     tenant's is absent
     */
    public Explanation explain(Object entity, Claims claims, Operation operation) {
        EntityPersister persister = factory.getMappingMetamodel().findEntityDescriptor(Hibernate.getClassLazy(entity));
        ProtectedUnit unit = ProtectedUnit.of(factory);
        ProtectedEntity found = unit == null || persister == null ? null : unit.entity(persister);
        if (unit == null || found == null) {
            throw Messages.notProtected(Hibernate.getClassLazy(entity).getName());
        }
        boolean inserted = operation == Operation.INSERT;
        Row row = new InstanceRows(factory, unit.identifier(claims)).of(entity, inserted);
        boolean returning = inserted && persister != null && persister.getInsertDelegate() != null;
        try {
            return Evaluator.explain(found.scoped(), operation, row, row, returning, claims, Instant.now());
        } catch (UndecidableException e) {
            throw Messages.notExplained(found, String.valueOf(e.getMessage()));
        }
    }
}
