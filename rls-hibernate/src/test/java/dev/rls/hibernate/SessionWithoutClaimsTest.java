package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions open without claims, for whatever is not scoped; the first touch of what is scoped is an error. */
class SessionWithoutClaimsTest {

    private static final String NO_CLAIMS =
            "RLS201: a protected entity was asked for in a session without claims. Open a scope before the session and its"
                    + " transaction: ClaimsScope.call(claims, () -> ...), and carry it to other threads by ClaimsScope.wrap(task)";

    private static final String SCOPE_TOO_LATE =
            "RLS202: a protected entity was asked for in a session that was opened before the scope. A session pins its"
                    + " claims when it is opened: open the scope before the session and its transaction, that is,"
                    + " outside of what begins them";

    private static final Map<String, Consumer<Session>> TOUCHES = Map.ofEntries(
            Map.entry("find", session -> session.find(Invoice.class, Shop.ACME_INVOICE)),
            Map.entry("find several", session -> session.findMultiple(Invoice.class, List.of(Shop.ACME_INVOICE))),
            Map.entry(
                    "initialize a reference",
                    session -> Hibernate.initialize(session.getReference(Invoice.class, Shop.ACME_INVOICE))),
            Map.entry(
                    "HQL",
                    session -> session.createSelectionQuery("from Invoice", Invoice.class)
                            .getResultList()),
            Map.entry(
                    "HQL count",
                    session -> session.createSelectionQuery("select count(*) from Invoice", Long.class)
                            .getSingleResult()),
            Map.entry(
                    "HQL subquery",
                    session -> session.createSelectionQuery("from Currency where exists (from Invoice)", Currency.class)
                            .getResultList()),
            Map.entry(
                    "HQL update",
                    session -> session.createMutationQuery("update Invoice set number = 'x'")
                            .executeUpdate()),
            Map.entry(
                    "HQL delete",
                    session ->
                            session.createMutationQuery("delete from Invoice").executeUpdate()),
            Map.entry("persist", session -> {
                session.persist(new Invoice(UUID.randomUUID(), null, "new"));
                session.flush();
            }),
            Map.entry("merge", session -> session.merge(new Invoice(Shop.ACME_INVOICE, null, "merged"))),
            Map.entry("remove a reference", session -> {
                session.remove(session.getReference(Invoice.class, Shop.ACME_INVOICE));
                session.flush();
            }),
            Map.entry("remove a detached instance", session -> {
                session.remove(new Invoice(Shop.ACME_INVOICE, "acme", "A-1"));
                session.flush();
            }),
            Map.entry("refresh", session -> session.refresh(session.getReference(Customer.class, Shop.ACME_CUSTOMER))));

    private static final Map<String, Consumer<StatelessSession>> STATELESS_TOUCHES = Map.of(
            "get", session -> session.get(Invoice.class, Shop.ACME_INVOICE),
            "insert", session -> session.insert(new Invoice(UUID.randomUUID(), null, "new")),
            "update", session -> session.update(new Invoice(Shop.ACME_INVOICE, "acme", "x")),
            "delete", session -> session.delete(new Invoice(Shop.ACME_INVOICE, "acme", "x")),
            "upsert", session -> session.upsert(new Invoice(Shop.ACME_INVOICE, "acme", "x")));

    static Stream<Shop> shops() {
        return Shop.all();
    }

    static Stream<Arguments> touches() {
        return shops().flatMap(shop -> Stream.concat(
                TOUCHES.entrySet().stream()
                        .map(touch -> Arguments.of(shop, touch.getKey(), (Consumer<Shop>) s -> s.factory()
                                .inTransaction(session -> touch.getValue().accept(session)))),
                STATELESS_TOUCHES.entrySet().stream()
                        .map(touch ->
                                Arguments.of(shop, "stateless " + touch.getKey(), (Consumer<Shop>) s -> s.factory()
                                        .inStatelessTransaction(
                                                session -> touch.getValue().accept(session))))));
    }

    @ParameterizedTest
    @MethodSource("touches")
    void theFirstTouchOfAScopedEntityIsAnError(Shop shop, String touch, Consumer<Shop> work) {
        shop.reset();

        assertThatThrownBy(() -> work.accept(shop))
                .isExactlyInstanceOf(NoClaimsException.class)
                .hasMessage(NO_CLAIMS);

        assertThat(shop.truth("select number from invoice order by number")).containsExactly("A-1", "G-1");
    }

    @ParameterizedTest
    @MethodSource("shops")
    void whatIsNotScopedWorks(Shop shop) {
        shop.reset();

        shop.factory().inTransaction(session -> session.persist(new Currency("USD")));

        List<String> codes = shop.factory()
                .fromSession(
                        session -> session.createSelectionQuery("select code from Currency order by code", String.class)
                                .getResultList());
        assertThat(codes).containsExactly("EUR", "USD");
    }

    @Test
    void nativeSqlIsRefusedByTheDatabase() {
        Shop shop = Shop.on(Version.V18);

        assertThatThrownBy(() -> shop.factory()
                        .inTransaction(session -> session.createNativeQuery("select number from invoice", String.class)
                                .getResultList()))
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .satisfies(refusal ->
                        assertThat(((SQLException) refusal).getSQLState()).isEqualTo("42501"));
    }

    @Test
    void claimsWithoutATokenAreNothingToTheDatabase() {
        Shop shop = Shop.on(Version.V18);

        assertThatThrownBy(() -> ClaimsScope.call(
                        Claims.of(Map.of("tenant_id", "acme")),
                        () -> shop.factory()
                                .fromTransaction(session -> session.find(Invoice.class, Shop.ACME_INVOICE))))
                .isExactlyInstanceOf(NoClaimsException.class)
                .hasMessageStartingWith("RLS216: the claims of the scope have no token");
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aScopeOpenedAfterTheSessionIsAnErrorThatSaysSo(Shop shop) {
        try (Session session = shop.factory().openSession()) {
            ThrowingCallable find =
                    () -> ClaimsScope.call(Tenants.ACME, () -> session.find(Invoice.class, Shop.ACME_INVOICE));

            assertThatThrownBy(find)
                    .isExactlyInstanceOf(NoClaimsException.class)
                    .hasMessage(SCOPE_TOO_LATE);
        }
    }
}
