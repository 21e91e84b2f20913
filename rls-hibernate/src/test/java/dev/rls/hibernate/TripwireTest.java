package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Factories;
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
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.Test;

/** SQL that tampers is refused before it is prepared; the database is what holds when the tripwire is cut. */
class TripwireTest {

    private static final String TAMPERING =
            "select set_config('rls.ctx', 'forged', true) from customer where set_config('rls.ctx', 'forged', true) <> ''";

    private static final String MESSAGE =
            "RLS208: a statement was refused because it holds a call of set_config, which would change the bound context,"
                    + " the role or row security. What the session may see comes from its claims: open a scope with"
                    + " others";

    @Test
    void nativeSqlThatTampersIsRefused() {
        assertThatThrownBy(() -> asAcme(session ->
                        session.createNativeQuery(TAMPERING, String.class).getResultList()))
                .isExactlyInstanceOf(TamperedSqlException.class)
                .hasMessage(MESSAGE);
    }

    @Test
    void hqlThatCallsSuchAFunctionIsRefused() {
        assertThatThrownBy(() -> asAcme(session -> session.createSelectionQuery(
                                "select function('set_config', 'rls.ctx', 'forged', true) from Currency", String.class)
                        .getResultList()))
                .isExactlyInstanceOf(TamperedSqlException.class)
                .hasMessage(MESSAGE);
    }

    @Test
    void withTheTripwireCutTheDatabaseStillRefuses() {
        Shop shop = Shop.on(Version.V18);

        ClaimsScope.run(Tenants.ACME, () -> {
            try (Session session = shop.factory()
                    .withOptions()
                    .statementInspector((StatementInspector) sql -> sql)
                    .openSession()) {
                session.beginTransaction();
                assertThatThrownBy(() -> {
                            session.createNativeQuery("select set_config('rls.ctx', 'forged', true)", String.class)
                                    .getResultList();
                            session.createNativeQuery("select number from invoice", String.class)
                                    .getResultList();
                        })
                        .rootCause()
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
            }
        });
    }

    @Test
    void anInspectorOfTheUsersOwnSeesEachStatementFirst() {
        List<String> seen = new ArrayList<>();
        Map<String, Object> settings =
                new HashMap<>(Place.connectBy(Shop.onH2().place().application()));
        settings.put("hibernate.session_factory.statement_inspector", (StatementInspector) sql -> {
            seen.add(sql);
            return sql.replace("/*here*/", "set_config('a', 'b', true)");
        });
        try (SessionFactory factory = Factories.build(settings, Customer.class, Invoice.class, Currency.class)) {
            assertThatThrownBy(() -> UnprotectedSql.run(
                            "this is a test",
                            () -> factory.inSession(
                                    session -> session.createNativeQuery("select /*here*/ from currency", String.class)
                                            .getResultList())))
                    .isExactlyInstanceOf(TamperedSqlException.class);
        }
        assertThat(seen).singleElement().asString().endsWith("/*here*/ from currency");
    }

    private static void asAcme(Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> Shop.on(Version.V18).factory().inTransaction(work::accept));
    }
}
