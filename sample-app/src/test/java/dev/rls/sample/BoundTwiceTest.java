package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.sample.invoice.Invoice;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody gives Hibernate, which binds by itself, a data source that binds too. */
class BoundTwiceTest extends SampleTest {

    private static final String NUMBERS = "select number from invoice";

    @Autowired
    private DataSource dataSource;

    @Autowired
    private TokenVerifier verifier;

    @Test
    void hibernateOnABoundDataSourceWorks() {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("twice");
        configuration
                .managedClass(Invoice.class)
                .property(MappingSettings.PHYSICAL_NAMING_STRATEGY, new PhysicalNamingStrategySnakeCaseImpl());
        configuration.property("jakarta.persistence.nonJtaDataSource", new BoundDataSource(dataSource));
        try (EntityManagerFactory factory = configuration.createEntityManagerFactory()) {
            List<String> numbers = ClaimsScope.call(
                    verifier.verify(tokenOf("acme")),
                    () -> factory.unwrap(SessionFactory.class).fromTransaction(entityManager -> {
                        entityManager.persist(new Invoice(null, "A-6001", BigDecimal.TEN));
                        entityManager.flush();
                        List<String> seen = entityManager
                                .createQuery("select number from Invoice", String.class)
                                .getResultList();
                        assertThat(entityManager.createNativeQuery(NUMBERS).getResultList())
                                .containsExactlyInAnyOrderElementsOf(seen);
                        entityManager.getTransaction().setRollbackOnly();
                        return seen;
                    }));

            assertThat(numbers).contains("A-1001", "A-6001").doesNotContain("G-2001");
        }
    }
}
