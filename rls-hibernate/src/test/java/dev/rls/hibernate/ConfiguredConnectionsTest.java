package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PgBouncer;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import jakarta.persistence.PersistenceConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.engine.jdbc.connections.internal.DataSourceConnectionProvider;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.service.ServiceRegistry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Wherever the connections come from, they are bound to the claims of the session, and nothing stays behind. */
class ConfiguredConnectionsTest {

    static Stream<Arguments> configurations() {
        Shop shop = Shop.on(Version.V18);
        Place place = shop.place();
        Map<String, Object> url = Map.of(
                "jakarta.persistence.jdbc.url",
                place.database().url(),
                "jakarta.persistence.jdbc.user",
                PostgresServer.APPLICATION,
                "jakarta.persistence.jdbc.password",
                PostgresServer.PASSWORD,
                "hibernate.connection.pool_size",
                1);
        return Stream.of(
                Arguments.of("JDBC URL", factory(url)),
                Arguments.of("data source", factory(Place.connectBy(place.application()))),
                Arguments.of("pooled data source", factory(Place.connectBy(shop.application()))),
                Arguments.of("bound data source", factory(Place.connectBy(new BoundDataSource(shop.application())))),
                Arguments.of(
                        "connection provider", factory(Map.of("hibernate.connection.provider_class", provider(shop)))),
                Arguments.of("Jakarta Persistence", (Supplier<SessionFactory>) () -> persistence(url)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void connectionsAreBound(String name, Supplier<SessionFactory> configuration) {
        Shop.on(Version.V18).reset();
        try (SessionFactory factory = configuration.get()) {
            assertThat(nativeNumbers(factory, Tenants.ACME)).containsExactly("A-1");
            assertThat(nativeNumbers(factory, Tenants.GLOBEX)).containsExactly("G-1");
            assertThatThrownBy(() -> factory.inSession(
                            session -> session.createNativeQuery("select number from invoice", String.class)
                                    .getResultList()))
                    .rootCause()
                    .hasMessageContaining("RLS501");
            assertThat(nativeNumbers(factory, Tenants.ACME)).containsExactly("A-1");
        }
    }

    /**
     * In transaction mode: each transaction is sent to a session that all clients share. Statements have no names there, which
     * the driver is told as it is without this library.
     */
    @Test
    void connectionsThroughPgBouncerAreBound() throws IOException {
        Assumptions.assumeTrue(PgBouncer.isPresent(), "pgbouncer is not on the PATH: install pgbouncer");
        Shop shop = Shop.on(Version.V18);
        shop.reset();
        try (PgBouncer bouncer = PgBouncer.before(shop.place().database(), 1)) {
            PGSimpleDataSource application =
                    (PGSimpleDataSource) bouncer.database().application().dataSource();
            application.setPrepareThreshold(0);
            try (SessionFactory factory = factory(Place.connectBy(application)).get();
                    Session acme = ClaimsScope.call(Tenants.ACME, factory::openSession)) {
                for (int i = 0; i < 8; i++) {
                    assertThat(acme.createNativeQuery("select number from invoice", String.class)
                                    .getResultList())
                            .containsExactly("A-1");
                    assertThat(nativeNumbers(factory, Tenants.GLOBEX)).containsExactly("G-1");
                }
            }
        }
    }

    @Test
    void aPersistenceUnitWithoutScopedEntitiesIsLeftAsItIs() {
        SessionFactoryImplementor twin = Shop.onH2().twin().unwrap(SessionFactoryImplementor.class);

        assertThat(twin.getSessionFactoryOptions().isMultiTenancyEnabled()).isFalse();
        assertThat(RlsProtection.of(twin)).isEqualTo(new RlsProtection(Set.of(), false));
        String tenant = twin.fromSession(session -> session.getTenantIdentifier());
        assertThat(tenant).isNull();
    }

    @Test
    void aClassPathWithoutAnIndexIsLeftAsItIs() {
        MetadataImplementor metadata = (MetadataImplementor) Sources.compiledWithoutProcessor("""
                package shop;

                @jakarta.persistence.Entity
                public class Note {
                    @jakarta.persistence.Id Long id;
                }
                """)
                .metadata(Place.connectBy(Place.h2().application()));
        ServiceRegistry registry = metadata.getMetadataBuildingOptions().getServiceRegistry();

        assertThat(registry.getService(MultiTenantConnectionProvider.class)).isNull();
        assertThat(registry.getService(ConnectionProvider.class)).isInstanceOf(DataSourceConnectionProvider.class);
        metadata.buildSessionFactory().close();
    }

    private static List<String> nativeNumbers(SessionFactory factory, Claims claims) {
        return ClaimsScope.call(
                claims,
                () -> factory.fromTransaction(
                        session -> session.createNativeQuery("select number from invoice", String.class)
                                .getResultList()));
    }

    private static Supplier<SessionFactory> factory(Map<String, Object> settings) {
        return () -> Factories.build(settings, Customer.class, Invoice.class, Currency.class);
    }

    private static SessionFactory persistence(Map<String, Object> settings) {
        return new PersistenceConfiguration("shop")
                .managedClass(Customer.class)
                .managedClass(Invoice.class)
                .managedClass(Currency.class)
                .properties(settings)
                .createEntityManagerFactory()
                .unwrap(SessionFactory.class);
    }

    private static DataSourceConnectionProvider provider(Shop shop) {
        DataSourceConnectionProvider provider = new DataSourceConnectionProvider();
        provider.setDataSource(shop.application());
        return provider;
    }
}
