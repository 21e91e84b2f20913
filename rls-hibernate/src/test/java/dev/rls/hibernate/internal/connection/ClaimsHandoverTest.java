package dev.rls.hibernate.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider of connections learns the claims of the session that asks, whatever the scope is by then. */
class ClaimsHandoverTest {

    private final Recorder recorder = new Recorder();

    @ParameterizedTest
    @ValueSource(strings = {"DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION", "IMMEDIATE_ACQUISITION_AND_HOLD"})
    void eachAcquisitionIsHandedTheClaimsOfItsSession(String handling) {
        try (SessionFactory factory = Factories.build(
                Map.of("hibernate.connection.provider_class", recorder, "hibernate.connection.handling_mode", handling),
                Customer.class,
                Invoice.class)) {
            recorder.handed.clear();
            try (Session session = ClaimsScope.call(Tenants.ACME, factory::openSession)) {
                session.createSelectionQuery("from Invoice", Invoice.class).getResultList();
            }
            try (StatelessSession session = ClaimsScope.call(Tenants.GLOBEX, factory::openStatelessSession)) {
                session.createSelectionQuery("from Invoice", Invoice.class).getResultList();
            }
            assertThat(recorder.handed).containsExactly(Tenants.ACME, Tenants.GLOBEX);
        }
        assertThat(ClaimsHandover.claims()).isNull();
    }

    @Test
    void aSessionWithoutClaimsGetsNoneOfALaterScope() {
        try (SessionFactory factory = Factories.build(
                        Map.of("hibernate.connection.provider_class", recorder), Customer.class, Invoice.class);
                Session session = factory.openSession()) {
            recorder.handed.clear();
            ClaimsScope.run(Tenants.ACME, () -> session.doWork(connection -> {}));

            assertThat(recorder.handed).containsExactly((Claims) null);
        }
    }

    private static final class Recorder implements ConnectionProvider {

        private static final long serialVersionUID = 1L;

        private final transient List<Claims> handed = new ArrayList<>();

        @Override
        public Connection getConnection() throws SQLException {
            handed.add(ClaimsHandover.claims());
            return Shop.onH2().application().getConnection();
        }

        @Override
        public void closeConnection(Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public boolean supportsAggressiveRelease() {
            return true;
        }

        @Override
        public boolean isUnwrappableAs(Class<?> type) {
            return false;
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new IllegalArgumentException(type.getName());
        }
    }
}
