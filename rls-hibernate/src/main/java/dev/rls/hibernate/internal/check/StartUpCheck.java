package dev.rls.hibernate.internal.check;

import dev.rls.hibernate.StartRefusedException;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.RowSecurity;
import dev.rls.policy.catalog.CatalogFinding;
import dev.rls.policy.catalog.CatalogReport;
import dev.rls.policy.catalog.Risk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.id.IncrementGenerator;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Compares what was compiled with what the database holds, before the application serves anyone. After schema tools have
 * run: tables that they have just created have no policies, and that is no start either.
 */
public final class StartUpCheck implements SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger("dev.rls.hibernate");

    private final transient ProtectedUnit unit;

    /**
     * Checks one session factory.
     *
     * @param unit what was compiled for it
     */
    public StartUpCheck(ProtectedUnit unit) {
        this.unit = unit;
    }

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        if (!unit.databaseDecides()) {
            LOG.log(System.Logger.Level.WARNING, CheckMessages.noRowSecurity(implementor));
            if (RowSecurity.isOf(implementor.getJdbcServices().getDialect())) {
                ask(implementor, connection -> TenantKeys.note(connection, unit));
            }
            return;
        }
        refuseCountedKeys(implementor);
        ask(implementor, connection -> check(connection, implementor.getSqlStringGenerationContext()));
    }

    /** It starts from the largest key that can be seen, which is that of one tenant. */
    private void refuseCountedKeys(SessionFactoryImplementor factory) {
        for (ProtectedEntity entity : unit.entities()) {
            EntityPersister persister = factory.getMappingMetamodel().getEntityDescriptor(entity.entityName());
            if (persister.getGenerator() instanceof IncrementGenerator) {
                throw CheckMessages.countedKeys(entity);
            }
        }
    }

    private static void ask(SessionFactoryImplementor factory, Question question) {
        MultiTenantConnectionProvider<?> connections =
                factory.getServiceRegistry().requireService(MultiTenantConnectionProvider.class);
        try {
            Connection connection = connections.getAnyConnection();
            try {
                question.ask(connection);
            } finally {
                connections.releaseAnyConnection(connection);
            }
        } catch (SQLException e) {
            // A name in a schema that the login may not use is an error where a table that it may not read is none.
            boolean denied = "42501".equals(e.getSQLState());
            throw new StartRefusedException("RLS121", denied ? CheckMessages.NOT_ALLOWED : CheckMessages.NOT_ASKED, e);
        }
    }

    /**
     * Collations first: a column is easier to alter while there are no policies that name it. What lies beside the compiled
     * policies last, because without these much of it would be said twice.
     */
    private void check(Connection connection, SqlStringGenerationContext names) throws SQLException {
        List<String> collations = CollationCheck.findings(connection, unit);
        if (!collations.isEmpty()) {
            throw CheckMessages.refusedCollations(collations);
        }
        List<String> findings = new CatalogCheck(connection, names, unit).findings();
        if (!findings.isEmpty()) {
            throw CheckMessages.refused(findings);
        }
        List<String> references = ReferenceCheck.findings(connection, unit);
        if (!references.isEmpty()) {
            throw CheckMessages.refusedReferences(references);
        }
        CatalogReport report = CatalogReport.ofSession(
                connection,
                unit.indexes(),
                unit.tables().stream().map(entity -> entity.scoped().table()).collect(Collectors.toSet()));
        List<CatalogFinding> leaks = report.findings(Risk.LEAK);
        if (!leaks.isEmpty()) {
            throw CheckMessages.refused(
                    leaks.stream().map(CheckMessages::finding).toList());
        }
        List<CatalogFinding> weakened = report.findings(Risk.WEAKENED);
        if (!weakened.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, CheckMessages.weakened(weakened));
        }
        TenantKeys.note(connection, unit);
    }

    @FunctionalInterface
    private interface Question {
        void ask(Connection connection) throws SQLException;
    }
}
