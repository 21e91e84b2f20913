package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.RollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Started and used through Jakarta Persistence, errors keep their types. */
class JakartaPersistenceTest {

    @Test
    void errorsComeOutTyped() {
        Shop.onH2().reset();
        try (EntityManagerFactory factory = start()) {
            try (EntityManager manager = factory.createEntityManager()) {
                assertThat(manager.find(Currency.class, "EUR")).isNotNull();
                assertThatThrownBy(() -> manager.find(Invoice.class, Shop.ACME_INVOICE))
                        .isExactlyInstanceOf(NoClaimsException.class);
                assertThatThrownBy(() -> manager.createQuery("from Invoice", Invoice.class)
                                .getResultList())
                        .isExactlyInstanceOf(NoClaimsException.class);
            }
            ClaimsScope.run(Tenants.ACME, () -> {
                try (EntityManager manager = factory.createEntityManager()) {
                    assertThat(manager.find(Invoice.class, Shop.ACME_INVOICE)).isNotNull();
                    assertThat(manager.find(Invoice.class, Shop.GLOBEX_INVOICE)).isNull();
                    manager.getTransaction().begin();
                    manager.persist(new Invoice(UUID.randomUUID(), "globex", "planted"));
                    assertThatThrownBy(manager::flush).isExactlyInstanceOf(WriteRejectedException.class);
                    manager.getTransaction().rollback();
                    manager.getTransaction().begin();
                    manager.persist(new Invoice(UUID.randomUUID(), "globex", "planted"));
                    assertThatThrownBy(() -> manager.getTransaction().commit())
                            .isExactlyInstanceOf(RollbackException.class)
                            .hasCauseExactlyInstanceOf(WriteRejectedException.class);
                }
            });
        }
        assertThat(Shop.onH2().truth("select number from invoice order by number"))
                .containsExactly("A-1", "G-1");
    }

    /** What no guard sees comes out alike: a row that is not there for these claims, and a key that is taken. */
    @Test
    void whatTheDatabaseFindsComesOutTyped() {
        Shop.onH2().reset();
        try (EntityManagerFactory factory = start()) {
            List<Consumer<EntityManager>> writes = List.of(
                    manager -> {
                        manager.find(Invoice.class, Shop.ACME_INVOICE).setNumber("late");
                        Shop.onH2().place().truth("delete from invoice where id = '" + Shop.ACME_INVOICE + "'");
                    },
                    manager -> manager.merge(new Invoice(Shop.GLOBEX_INVOICE, null, "forged")),
                    manager -> manager.persist(new Invoice(Shop.GLOBEX_INVOICE, null, "forged")));
            for (Consumer<EntityManager> write : writes) {
                ClaimsScope.run(Tenants.ACME, () -> {
                    Shop.onH2().reset();
                    try (EntityManager manager = factory.createEntityManager()) {
                        manager.getTransaction().begin();
                        write.accept(manager);
                        assertThatThrownBy(manager::flush).isExactlyInstanceOf(WriteRejectedException.class);
                        assertThat(manager.getTransaction().getRollbackOnly()).isTrue();
                        manager.getTransaction().rollback();
                        Shop.onH2().reset();
                        manager.clear();
                        manager.getTransaction().begin();
                        write.accept(manager);
                        assertThatThrownBy(() -> manager.getTransaction().commit())
                                .isExactlyInstanceOf(RollbackException.class)
                                .hasCauseExactlyInstanceOf(WriteRejectedException.class);
                    }
                });
            }
        }
    }

    @Test
    void aRefusedMappingComesOutTyped() {
        assertThatThrownBy(() -> configuration()
                        .property("hibernate.tenant_identifier_resolver", new StartUpTest.AlwaysAcme())
                        .createEntityManagerFactory())
                .isExactlyInstanceOf(StartRefusedException.class);
    }

    @Test
    void withoutRowSecurityTheStartSaysSoOnce() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.rls.hibernate");
        logger.addHandler(handler);
        try {
            start().close();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .containsExactly(
                        "WARNING RLS190: NO ROW-LEVEL SECURITY IN THIS DATABASE (H2Dialect): Hibernate stands alone, and"
                                + " whatever reaches the tables past it is unprotected. docs/limits.md says what that is."
                                + " Use it for development, or until the policies are there");
    }

    private static EntityManagerFactory start() {
        return configuration().createEntityManagerFactory();
    }

    private static PersistenceConfiguration configuration() {
        return new PersistenceConfiguration("shop")
                .managedClass(Customer.class)
                .managedClass(Invoice.class)
                .managedClass(Currency.class)
                .properties(Map.of(
                        "jakarta.persistence.nonJtaDataSource", Shop.onH2().application()));
    }
}
