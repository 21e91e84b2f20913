package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.SessionClaims;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionEventListener;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreDeleteEventListener;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sessions tell us and when: an upgrade that is silent there fails here, by name. */
@OnSupportedHibernate
class SessionsContractTest {

    private static final List<String> EVENTS = new ArrayList<>();
    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        factory = Factories.build(
                Place.connectBy(recording(Shop.onH2().application())), Customer.class, Invoice.class, Currency.class);
        EventListenerRegistry listeners =
                factory.unwrap(SessionFactoryImplementor.class).getEventEngine().getListenerRegistry();
        PreInsertEventListener insert = event -> !EVENTS.add("insert");
        PreUpdateEventListener update = event -> !EVENTS.add("update");
        PreDeleteEventListener delete = event -> !EVENTS.add("delete");
        PreUpsertEventListener upsert = event -> !EVENTS.add("upsert");
        listeners.appendListeners(EventType.PRE_INSERT, insert);
        listeners.appendListeners(EventType.PRE_UPDATE, update);
        listeners.appendListeners(EventType.PRE_DELETE, delete);
        listeners.appendListeners(EventType.PRE_UPSERT, upsert);
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @BeforeEach
    void reset() {
        Shop.onH2().reset();
        EVENTS.clear();
    }

    @Test
    void eachSessionIsTiedToTheClaimsOfItsScopeWhileItIsConstructed() {
        inSession(session -> {
            SessionClaims own = SessionClaims.of(session);
            assertThat(own.claims()).isSameAs(Tenants.ACME);
            try (Session child = session.sessionWithOptions().connection().openSession()) {
                assertThat(SessionClaims.of(child)).isNotSameAs(own);
                assertThat(SessionClaims.of(child).claims()).isSameAs(Tenants.ACME);
            }
        });
        inStatelessSession(
                session -> assertThat(SessionClaims.of(session).claims()).isSameAs(Tenants.ACME));
    }

    /** So the provider, which is told the tenant alone, finds the claims of the session that asks. */
    @Test
    void listenersHearOfAnAcquisitionJustBeforeAndJustAfter() {
        ClaimsScope.run(Tenants.ACME, () -> {
            try (Session session = factory.openSession()) {
                session.addEventListeners(new SessionEventListener() {

                    @Override
                    public void jdbcConnectionAcquisitionStart() {
                        EVENTS.add("start");
                    }

                    @Override
                    public void jdbcConnectionAcquisitionEnd() {
                        EVENTS.add("end");
                    }
                });
                EVENTS.clear();
                session.find(Currency.class, "EUR");
            }
        });

        assertThat(EVENTS).containsSubsequence("start", "connection", "end").containsOnlyOnce("connection");
    }

    /** So what is watched in the child is asked about by a listener of the parent. */
    @Test
    void aChildOnTheSameConnectionPreparesItsStatementsByItsParent() {
        inSession(session -> {
            session.addEventListeners(new Preparing("parent"));
            try (Session child = session.sessionWithOptions().connection().openSession()) {
                child.addEventListeners(new Preparing("child"));
                assertThat(child.unwrap(SharedSessionContractImplementor.class)
                                .getJdbcCoordinator()
                                .getJdbcSessionOwner())
                        .isSameAs(session);
                EVENTS.clear();
                child.find(Currency.class, "EUR");
            }
        });
        assertThat(EVENTS).contains("parent").doesNotContain("child");
    }

    private record Preparing(String session) implements SessionEventListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void jdbcPrepareStatementStart() {
            EVENTS.add(session);
        }
    }

    @Test
    void eachWriteOfAnInstanceIsHeardOfBeforeItIsSent() {
        inSession(session -> {
            session.find(Invoice.class, Shop.ACME_INVOICE).setNumber("A-2");
            session.persist(new Invoice(UUID.randomUUID(), null, "A-3"));
        });
        inSession(session -> session.remove(session.find(Invoice.class, Shop.ACME_INVOICE)));
        assertThat(writes()).containsExactly("insert", "update", "delete");
    }

    /** Without a listener it would be deleted unseen. */
    @Test
    void soIsTheRemovalOfWhatWasNeverLoaded() {
        inSession(session -> session.remove(session.getReference(Invoice.class, Shop.ACME_INVOICE)));
        assertThat(writes()).containsExactly("delete");
    }

    @Test
    void soIsEachWriteOfAStatelessSession() {
        Invoice invoice = new Invoice(UUID.randomUUID(), null, "A-3");
        inStatelessSession(session -> session.insert(invoice));
        inStatelessSession(session -> session.update(invoice));
        inStatelessSession(session -> session.upsert(invoice));
        inStatelessSession(session -> session.delete(invoice));

        assertThat(writes()).containsExactly("insert", "update", "upsert", "delete");
    }

    /** By the generator of the tenant, whose class it knows. */
    @Test
    void statelessSessionsAskWhetherTheInstanceSaysTheTenantOfTheSession() {
        assertRejected(session -> session.update(new Invoice(Shop.ACME_INVOICE, "globex", "A-4")));
        assertRejected(session -> session.delete(new Invoice(Shop.ACME_INVOICE, "globex", "A-4")));
        assertRejected(session -> session.insert(new Invoice(UUID.randomUUID(), "globex", "A-4")));
    }

    private static void assertRejected(Consumer<StatelessSession> work) {
        assertThatThrownBy(() -> inStatelessSession(work)).isInstanceOf(WriteRejectedException.class);
    }

    private static List<String> writes() {
        return EVENTS.stream().filter(event -> !event.equals("connection")).toList();
    }

    /** Tells when a connection is asked for. */
    private static DataSource recording(DataSource dataSource) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        EVENTS.add("connection");
                    }
                    return method.invoke(dataSource, arguments);
                });
    }

    private static void inSession(Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> factory.inTransaction(work));
    }

    private static void inStatelessSession(Consumer<StatelessSession> work) {
        ClaimsScope.run(Tenants.ACME, () -> factory.inStatelessTransaction(work));
    }
}
