package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session may do follows from the claims it was opened with, and from nothing else. */
class SessionClaimsTest {

    static Stream<Shop> shops() {
        return Shop.all().peek(Shop::reset);
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aSessionPinsTheClaimsOfItsScope(Shop shop) {
        try (Session session =
                        ClaimsScope.call(Tenants.ACME, () -> shop.factory().openSession());
                StatelessSession stateless =
                        ClaimsScope.call(Tenants.GLOBEX, () -> shop.factory().openStatelessSession());
                Session without = shop.factory().openSession()) {
            assertThat(SessionClaims.of(session).claims()).isSameAs(Tenants.ACME);
            assertThat(SessionClaims.of(stateless).claims()).isSameAs(Tenants.GLOBEX);
            assertThat(SessionClaims.of(without).claims()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("shops")
    void whatAScopeBeganGoesOnUnderItsClaimsWhenTheScopeHasEnded(Shop shop) {
        try (Session session =
                ClaimsScope.call(Tenants.ACME, () -> shop.factory().openSession())) {
            assertThat(numbers(session)).containsExactly("A-1");
        }
    }

    @ParameterizedTest
    @MethodSource("shops")
    void anotherScopeUnderAnOpenSessionIsAnError(Shop shop) {
        try (Session session =
                ClaimsScope.call(Tenants.ACME, () -> shop.factory().openSession())) {
            assertThatThrownBy(() -> ClaimsScope.call(Tenants.GLOBEX, () -> numbers(session)))
                    .isExactlyInstanceOf(ScopeChangedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aChangedTenantIsRejectedAtFlushAndNotSilentlyLeftOut(Shop shop) {
        assertThatThrownBy(() -> ClaimsScope.run(
                        Tenants.ACME,
                        () -> shop.factory().inTransaction(session -> {
                            Invoice invoice = session.find(Invoice.class, Shop.ACME_INVOICE);
                            invoice.setTenantId("globex");
                            invoice.setNumber("moved");
                        })))
                .isInstanceOfSatisfying(WriteRejectedException.class, rejected -> {
                    assertThat(rejected.code()).isEqualTo("RLS301");
                    assertThat(rejected.operation()).isEqualTo(Operation.UPDATE);
                });
        assertThat(shop.truth("select number from invoice where id = ?", Shop.ACME_INVOICE))
                .containsExactly("A-1");
    }

    @ParameterizedTest
    @MethodSource("shops")
    void withoutATransactionOnesOwnRowsAreThere(Shop shop) {
        List<String> seen = ClaimsScope.call(
                Tenants.ACME,
                () -> shop.factory()
                        .fromSession(session -> Stream.concat(
                                        numbers(session).stream(),
                                        session.find(Customer.class, Shop.ACME_CUSTOMER).getInvoices().stream()
                                                .map(Invoice::getNumber))
                                .toList()));

        assertThat(seen).containsExactly("A-1", "A-1");
    }

    @ParameterizedTest
    @MethodSource("shops")
    void ownRowsAreWrittenAndStamped(Shop shop) {
        UUID id = UUID.randomUUID();

        asAcme(shop, session -> session.persist(new Invoice(id, null, "A-2")));
        assertThat(shop.truth("select tenantid from invoice where number = 'A-2'"))
                .containsExactly("acme");

        asAcme(shop, session -> session.find(Invoice.class, id).setNumber("A-3"));
        assertThat(shop.truth("select number from invoice where tenantid = 'acme' order by number"))
                .containsExactly("A-1", "A-3");

        asAcme(shop, session -> session.remove(session.find(Invoice.class, id)));
        assertThat(shop.truth("select number from invoice where tenantid = 'acme'"))
                .containsExactly("A-1");
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aRowForAnotherTenantIsRejected(Shop shop) {
        assertThatThrownBy(() ->
                        asAcme(shop, session -> session.persist(new Invoice(UUID.randomUUID(), "globex", "planted"))))
                .isInstanceOfSatisfying(WriteRejectedException.class, rejection -> {
                    assertThat(rejection.code()).isEqualTo("RLS301");
                    assertThat(rejection.entity()).isEqualTo("dev.rls.hibernate.model.Invoice");
                    assertThat(rejection.operation()).isEqualTo(Operation.INSERT);
                    assertThat(rejection.policy()).isEqualTo("rls_tenant_restrict");
                    assertThat(rejection)
                            .hasMessage("RLS301: insert of dev.rls.hibernate.model.Invoice rejected: its attribute"
                                    + " \"tenantId\" names another tenant than the claims of the session. Leave it"
                                    + " null: it is stamped");
                });
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aMissingClaimIsNamedWhenAScopedEntityIsAskedFor(Shop shop) {
        Claims claims = Tenants.claims(Map.of("sub", "alice"));

        Currency euro = in(claims, shop, session -> session.find(Currency.class, "EUR"));
        assertThat(euro).isNotNull();
        assertThatThrownBy(() -> in(claims, shop, SessionClaimsTest::numbers))
                .isInstanceOfSatisfying(
                        ClaimRejectedException.class,
                        rejection -> assertThat(rejection.claim()).isEqualTo("tenant_id"))
                .hasMessage("RLS204: the claim \"tenant_id\", which names the tenant, is missing. The token must carry"
                        + " it as a JSON string, not empty");
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aClaimOfTheWrongTypeIsNamedToo(Shop shop) {
        assertThatThrownBy(() -> in(Tenants.of(42), shop, SessionClaimsTest::numbers))
                .isInstanceOfSatisfying(
                        ClaimRejectedException.class,
                        rejection -> assertThat(rejection.claim()).isEqualTo("tenant_id"))
                .hasMessage("RLS205: the claim \"tenant_id\", which names the tenant, has a value that cannot be one."
                        + " The token must carry it as a JSON string, not empty");
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aSessionForAnotherTenantIsRefused(Shop shop) {
        ClaimsScope.run(Tenants.ACME, () -> {
            assertThatThrownBy(() -> shop.factory()
                            .withOptions()
                            .tenantIdentifier((Object) "globex")
                            .openSession())
                    .isExactlyInstanceOf(TenantMismatchException.class);
            assertThatThrownBy(() -> shop.factory()
                            .withStatelessOptions()
                            .tenantIdentifier((Object) "globex")
                            .openStatelessSession())
                    .isExactlyInstanceOf(TenantMismatchException.class);
        });
        assertThatThrownBy(() -> shop.factory()
                        .withOptions()
                        .tenantIdentifier((Object) "globex")
                        .openSession())
                .isExactlyInstanceOf(TenantMismatchException.class);
    }

    @ParameterizedTest
    @MethodSource("shops")
    void theFilterTakesNoOtherTenant(Shop shop) {
        assertThatThrownBy(() -> in(Tenants.ACME, shop, session -> {
                    session.enableFilter("_tenantId").setParameter("tenantId", "globex");
                    return numbers(session);
                }))
                .isExactlyInstanceOf(TenantMismatchException.class);
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aChildSessionSharesTheClaimsOfItsParent(Shop shop) {
        List<String> seen = in(Tenants.ACME, shop, session -> {
            try (Session child = session.sessionWithOptions().connection().openSession()) {
                return numbers(child);
            }
        });
        assertThat(seen).containsExactly("A-1");

        try (Session parent =
                ClaimsScope.call(Tenants.ACME, () -> shop.factory().openSession())) {
            assertThatThrownBy(() -> parent.sessionWithOptions().openSession())
                    .isExactlyInstanceOf(TenantMismatchException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("shops")
    void aStatelessWriteOfAnotherTenantsInstanceIsRejected(Shop shop) {
        assertThatThrownBy(() -> ClaimsScope.run(
                        Tenants.ACME,
                        () -> shop.factory()
                                .inStatelessTransaction(session ->
                                        session.update(new Invoice(Shop.GLOBEX_INVOICE, "globex", "stolen")))))
                .isInstanceOfSatisfying(
                        WriteRejectedException.class,
                        rejection -> assertThat(rejection.operation()).isEqualTo(Operation.UPDATE));
    }

    private static List<String> numbers(Session session) {
        return session.createSelectionQuery("select number from Invoice order by number", String.class)
                .getResultList();
    }

    private static void asAcme(Shop shop, Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> shop.factory().inTransaction(work::accept));
    }

    private static <T> T in(Claims claims, Shop shop, Function<Session, T> work) {
        return ClaimsScope.call(claims, () -> shop.factory().fromTransaction(work::apply));
    }
}
