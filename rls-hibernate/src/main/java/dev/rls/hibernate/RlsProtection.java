package dev.rls.hibernate;

import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What protects the entities of a session factory.
 *
 * @param scopedEntities the names of the scoped entities; empty if there are none and Hibernate was left as it is
 * @param databaseEnforces whether the database enforces the policies too; if not, Hibernate stands alone
 */
public record RlsProtection(Set<String> scopedEntities, boolean databaseEnforces) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param scopedEntities the names of the scoped entities
     * @param databaseEnforces whether the database enforces the policies too
     */
    public RlsProtection {
        scopedEntities = Set.copyOf(scopedEntities);
    }

    /**
     * The protection of a session factory.
     *
     * @param sessionFactory the session factory or entity manager factory
     * @return what protects it
     */
    public static RlsProtection of(SessionFactory sessionFactory) {
        SessionFactoryImplementor factory = sessionFactory.unwrap(SessionFactoryImplementor.class);
        ProtectedUnit unit = ProtectedUnit.of(factory);
        return new RlsProtection(names(unit), unit != null && unit.databaseDecides());
    }

    private static Set<String> names(@Nullable ProtectedUnit unit) {
        Set<String> names = new TreeSet<>();
        if (unit != null) {
            unit.entities().stream().map(ProtectedEntity::entityName).forEach(names::add);
        }
        return names;
    }
}
