package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.hibernate.RlsProtection;
import dev.rls.hibernate.StartRefusedException;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** On a Hibernate that this library was not verified for, protected entities do not start, and others work as ever. */
@EnabledIf("dev.rls.hibernate.contract.OnSupportedHibernate$Running#hibernate8")
class RefusedVersionTest {

    private static final String MESSAGE = "RLS130: %s has policies (@TenantScoped, @RowPolicy), but Hibernate %s is"
            + " running. This library rests on what Hibernate does inside, which was verified for 7.4.10 and later versions"
            + " of Hibernate 7. Use one of these; where hibernate-core was repacked into another jar, keep it as a jar of"
            + " its own, because its manifest names the version";

    @Test
    void protectedEntitiesDoNotStart() {
        assertThatThrownBy(() -> Factories.build(settings(), Customer.class, Invoice.class, Currency.class))
                .isExactlyInstanceOf(StartRefusedException.class)
                .hasMessage(MESSAGE.formatted(Customer.class.getName(), Version.getVersionString()));
    }

    @Test
    void protectedEntitiesWithoutAnIndexDoNotStart() {
        Sources sources = Sources.compiledWithoutProcessor("""
                package shop;
                @jakarta.persistence.Entity
                @dev.rls.TenantScoped
                public class Note { @jakarta.persistence.Id Long id; String tenantId; }
                """);

        assertThatThrownBy(() -> sources.build(settings()))
                .isExactlyInstanceOf(StartRefusedException.class)
                .hasMessage(MESSAGE.formatted("shop.Note", Version.getVersionString()));
    }

    @Test
    void otherEntitiesAreReadAndWritten() {
        Map<String, Object> settings = new HashMap<>(settings());
        settings.put("hibernate.hbm2ddl.auto", "create");
        try (SessionFactory factory = Factories.build(settings, Currency.class)) {
            factory.inTransaction(session -> session.persist(new Currency("EUR")));

            assertThat(RlsProtection.of(factory).scopedEntities()).isEmpty();
            factory.inSession(session ->
                    assertThat(session.find(Currency.class, "EUR").getCode()).isEqualTo("EUR"));
        }
    }

    private static Map<String, Object> settings() {
        return Place.connectBy(Place.h2().application());
    }
}
