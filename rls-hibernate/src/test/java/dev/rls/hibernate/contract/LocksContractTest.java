package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.UnprotectedSqlException;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import org.hibernate.Locking;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StaleObjectStateException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks pass by what filters or refuses them: an upgrade that takes them by other ways fails here, by name. */
@OnSupportedHibernate
class LocksContractTest {

    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        factory = Factories.build(
                Place.connectBy(Shop.onH2().application()), Customer.class, Invoice.class, Currency.class);
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @BeforeEach
    void reset() {
        Shop.onH2().reset();
    }

    @Test
    void thePersisterMakesTheLockerOfAnInstance() {
        inSession(session -> {
            Invoice invoice = session.find(Invoice.class, Shop.ACME_INVOICE);
            session.lock(invoice, LockMode.PESSIMISTIC_READ);
        });
        inSession(session -> {
            Invoice invoice = session.find(Invoice.class, Shop.ACME_INVOICE);
            Shop.onH2().place().truth("update invoice set tenantid = 'globex' where id = '" + Shop.ACME_INVOICE + "'");
            assertThatThrownBy(() -> session.lock(invoice, LockMode.PESSIMISTIC_WRITE))
                    .isInstanceOf(StaleObjectStateException.class);
        });
    }

    @Test
    void whatLocksACollectionAsksForItsResults() {
        inSession(session -> assertThatThrownBy(() -> session.find(
                        Customer.class,
                        Shop.ACME_CUSTOMER,
                        LockMode.PESSIMISTIC_WRITE,
                        Locking.Scope.INCLUDE_COLLECTIONS))
                .isInstanceOf(UnprotectedSqlException.class));
    }

    private static void inSession(Consumer<Session> work) {
        ClaimsScope.run(Tenants.ACME, () -> factory.inTransaction(work::accept));
    }
}
