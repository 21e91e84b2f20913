package dev.rls.hibernate.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.transaction.jta.platform.internal.JBossStandAloneJtaPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.xa.PGXADataSource;

/** Transactions that a transaction manager begins and ends: Narayana, and connections that it enlists. */
class JtaTest {

    private static final TransactionManager MANAGER = manager();

    private static SessionFactory factory;
    private static Place place;

    /** It keeps files for what has to be recovered. */
    private static TransactionManager manager() {
        for (String store : List.of("", "default.", "stateStore.", "communicationStore.")) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir", "target/object-store");
        }
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    @BeforeAll
    static void start() {
        Sources sources = Sources.compiled(List.of("-Arls.unit=jta"), Flow.sources());
        place = Flow.protectedBy(sources, "jta");
        place.truth(
                "insert into plot (id, tenantid, name) values (1, 'acme', 'a1'), (2, 'globex', 'g1')",
                "grant usage on all sequences in schema public to application");
        PGXADataSource source = new PGXADataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {place.database().port()});
        source.setDatabaseName(place.database().name());
        source.setUser(PostgresServer.APPLICATION);
        source.setPassword(PostgresServer.PASSWORD);
        Map<String, Object> settings = new HashMap<>(Place.connectBy(new XaPool(source, MANAGER).dataSource()));
        settings.put("hibernate.transaction.coordinator_class", "jta");
        settings.put("hibernate.transaction.jta.platform", new JBossStandAloneJtaPlatform());
        factory = sources.build(settings);
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @Test
    void eachTransactionIsBoundToItsOwnClaims() throws Exception {
        for (Claims claims : List.of(Tenants.ACME, Tenants.GLOBEX, Tenants.ACME)) {
            MANAGER.begin();
            try {
                assertThat(seen(claims)).isEqualTo(own(claims));
            } finally {
                MANAGER.commit();
            }
        }
        MANAGER.begin();
        assertThat(catchThrowable(JtaTest::names))
                .as("nothing of the last one is left")
                .isNotNull();
        MANAGER.rollback();
    }

    @Test
    void aSuspendedTransactionGoesOnUnderItsClaims() throws Exception {
        MANAGER.begin();
        ClaimsScope.<Object, Exception>call(Tenants.ACME, () -> {
            try (Session session = factory.openSession()) {
                assertThat(names(session)).isEqualTo(own(Tenants.ACME));
                Transaction suspended = MANAGER.suspend();
                MANAGER.begin();
                assertThat(seen(Tenants.GLOBEX)).isEqualTo(own(Tenants.GLOBEX));
                MANAGER.rollback();
                MANAGER.resume(suspended);
                assertThat(names(session)).isEqualTo(own(Tenants.ACME));
            }
            return null;
        });
        MANAGER.commit();
    }

    @Test
    void whatIsWrittenIsCommittedAndIsTheOwn() throws Exception {
        MANAGER.begin();
        ClaimsScope.<Object, Exception>call(Tenants.ACME, () -> {
            Session session = factory.getCurrentSession();
            Flow.plot(session).setName("a2");
            session.persist(Flow.made(session, "flow.Given", 7L));
            return null;
        });
        MANAGER.commit();
        assertThat(place.truth().column("select name from plot order by id")).containsExactly("a2", "g1");
        assertThat(place.truth().column("select tenantid from given")).containsExactly("acme");
        place.truth("update plot set name = 'a1' where id = 1");
    }

    private static List<String> seen(Claims claims) {
        return ClaimsScope.call(claims, JtaTest::names);
    }

    private static List<String> own(Claims claims) {
        return List.of(claims == Tenants.ACME ? "a1" : "g1");
    }

    private static List<String> names() {
        try (Session session = factory.openSession()) {
            return names(session);
        }
    }

    private static List<String> names(Session session) {
        return session.createNativeQuery("select name from plot", String.class).getResultList();
    }
}
