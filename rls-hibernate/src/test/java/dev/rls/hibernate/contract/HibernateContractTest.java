package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.SessionClaims;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Memos;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cache.internal.DefaultCacheKeysFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.generator.internal.TenantIdGeneration;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters, stamps and statements: an upgrade that changes what Hibernate does with them fails here, by name. */
@OnSupportedHibernate
class HibernateContractTest {

    private static final List<String> STATEMENTS = new ArrayList<>();
    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(Shop.onH2().application()));
        settings.put("hibernate.session_factory.statement_inspector", (StatementInspector) sql -> {
            STATEMENTS.add(sql);
            return sql;
        });
        factory = Factories.build(settings, Customer.class, Invoice.class, Currency.class);
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @BeforeEach
    void reset() {
        Shop.onH2().reset();
        STATEMENTS.clear();
    }

    @Test
    void theFilterIsEnabledWithTheTenantInEverySession() {
        inSession(session -> assertTenant((SharedSessionContractImplementor) session));
        inStatelessSession(session -> assertTenant((SharedSessionContractImplementor) session));
    }

    @Test
    void h2EvaluatesASignalOnlyWhereItIsReached() throws SQLException {
        String query = "select case when ? is not true then signal('42501', 'RLS302 x y') else cast(? as varchar) end";

        assertThat(Shop.onH2().truth().column(query, true, "v")).containsExactly("v");
        assertThatThrownBy(() -> Shop.onH2().truth().column(query, false, "v"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                .hasMessageContaining("RLS302 x y");
    }

    @Test
    void theAttributeIsKnownAsTheTenantsByItsGenerator() {
        EntityPersister persister = persister();

        assertThat(persister.getTenantIdMapping().getAttributeMapping().getAttributeName())
                .isEqualTo("tenantId");
        assertThat(persister.getGenerators()).hasAtLeastOneElementOfType(TenantIdGeneration.class);
    }

    @Test
    void everyUpdateAndDeleteIsRestrictedToTheTenant() {
        inSession(session -> session.find(Invoice.class, Shop.ACME_INVOICE).setNumber("A-2"));
        inSession(session -> session.remove(session.find(Invoice.class, Shop.ACME_INVOICE)));
        inStatelessSession(session -> session.insert(new Invoice(Shop.ACME_INVOICE, null, "A-3")));
        inStatelessSession(session -> session.update(new Invoice(Shop.ACME_INVOICE, "acme", "A-4")));
        inStatelessSession(session -> session.delete(new Invoice(Shop.ACME_INVOICE, "acme", "A-4")));

        assertThat(STATEMENTS)
                .filteredOn(sql -> sql.startsWith("update") || sql.startsWith("delete"))
                .hasSize(4)
                // null would stand for every tenant: the resolver never says root, so it is never bound
                .allMatch(sql -> sql.endsWith(" where id=? and tenantId=coalesce(?,tenantId)"));
    }

    /** So the guard of writes takes the session's tenant for one that is still null. */
    @Test
    void theTenantIsStampedAfterListenersHaveSeenAnInsert() {
        List<Object> tenants = new ArrayList<>();
        PreInsertEventListener listener = event -> {
            int position = event.getPersister().getPropertyIndex("tenantId");
            tenants.add(String.valueOf(event.getState()[position]));
            return false;
        };
        factory.unwrap(SessionFactoryImplementor.class)
                .getEventEngine()
                .getListenerRegistry()
                .appendListeners(EventType.PRE_INSERT, listener);

        inSession(session -> session.persist(new Invoice(UUID.randomUUID(), null, "A-3")));
        inStatelessSession(session -> session.insert(new Invoice(UUID.randomUUID(), null, "A-4")));

        assertThat(tenants).containsExactly("null", "null");
    }

    /** By the restrictions that a translator adds while it consumes the root of a statement. */
    @Test
    void statementsByQueryCarryThePoliciesOfTheirOperation() {
        ClaimsScope.run(
                Memos.ALICE,
                () -> Memos.ON_H2.factory().inTransaction(session -> {
                    session.createMutationQuery("update Memo set topic = 'x' where id = 1")
                            .executeUpdate();
                    session.createMutationQuery("delete from Memo where id = 1").executeUpdate();
                }));

        String readable = " where m1_0.id=1 and ? = 1 and ((m1_0.ownerId = ? or m1_0.topic = any (?))"
                + " and (m1_0.due is null or m1_0.due > ?))";
        assertThat(Memos.ON_H2.statements())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("update Memo m1_0 set topic=case when (")
                .endsWith(" else cast('x' as varchar(255)) end" + readable + " and ? = 1 and (m1_0.ownerId = ?)");
        assertThat(Memos.ON_H2.statements()).last().isEqualTo("delete from Memo m1_0" + readable);
    }

    /** Hibernate puts filters of what is cross joined nowhere; the translator adds them to the statement. */
    @Test
    void whatIsCrossJoinedIsRestricted() {
        inSession(
                session -> session.createSelectionQuery("select i from Currency c cross join Invoice i", Invoice.class)
                        .getResultList());

        assertThat(STATEMENTS)
                .singleElement()
                .asString()
                .contains(" cross join invoice ")
                .endsWith(" where i1_0.tenantId = ?");
    }

    /** An update by query whose rows the database does not check checks them in its first assignment. */
    @Test
    void whatASignalRejectsIsConvertedToAnExceptionOfOurs() {
        assertThatThrownBy(() -> ClaimsScope.run(
                        Memos.ALICE,
                        () -> Memos.ON_H2
                                .factory()
                                .inTransaction(session -> session.createMutationQuery(
                                                "update Memo set ownerId = 'bob' where id = 1")
                                        .executeUpdate())))
                .isExactlyInstanceOf(WriteRejectedException.class);
    }

    @Test
    void theTenantIsPartOfCacheKeys() {
        assertThat(cacheKey("acme")).isEqualTo(cacheKey("acme")).isNotEqualTo(cacheKey("globex"));
        assertThat(collectionKey("acme")).isEqualTo(collectionKey("acme")).isNotEqualTo(collectionKey("globex"));
        inSession(session -> assertThat(session.getTenantIdentifier()).isEqualTo("acme"));
    }

    @Test
    void whatIsNotScopedIsReadByTheSameSqlAsWithoutThisLibrary() {
        inSession(session -> session.find(Currency.class, "EUR"));

        assertThat(STATEMENTS).containsExactly("select c1_0.code from Currency c1_0 where c1_0.code=?");
    }

    private static void assertTenant(SharedSessionContractImplementor session) {
        assertThat(session.getLoadQueryInfluencers()
                        .getEnabledFilters()
                        .get("_tenantId")
                        .getParameterValue("tenantId"))
                .isEqualTo("acme");
        // enabled by hand while the constructor sets the tenant, see OpeningSession
        assertThat(session.getLoadQueryInfluencers().getEnabledFilters()).containsKey("rls_select");
        assertThat(session.isRootTenant()).isFalse();
        assertThat(SessionClaims.of(session).claims()).isSameAs(Tenants.ACME);
    }

    private static Object cacheKey(String tenant) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        return DefaultCacheKeysFactory.staticCreateEntityKey(Shop.ACME_INVOICE, persister(), implementor, tenant);
    }

    private static Object collectionKey(String tenant) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        return DefaultCacheKeysFactory.staticCreateCollectionKey(
                Shop.ACME_CUSTOMER,
                implementor.getMappingMetamodel().getCollectionDescriptor(Customer.class.getName() + ".invoices"),
                implementor,
                tenant);
    }

    private static EntityPersister persister() {
        return factory.unwrap(SessionFactoryImplementor.class)
                .getMappingMetamodel()
                .getEntityDescriptor(Invoice.class);
    }

    private static void inSession(Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> factory.inTransaction(work));
    }

    private static void inStatelessSession(Consumer<StatelessSession> work) {
        ClaimsScope.run(Tenants.ACME, () -> factory.inStatelessTransaction(work));
    }
}
