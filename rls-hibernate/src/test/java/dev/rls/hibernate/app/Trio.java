package dev.rls.hibernate.app;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.PolicyExport;
import dev.rls.hibernate.RlsSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.hibernate.SessionFactory;

/** One application in three places: Hibernate alone on H2, alone on PostgreSQL, and with the database. */
public final class Trio implements AutoCloseable {

    public static final String H2 = "orm-h2";
    public static final String POSTGRES = "orm-postgres";
    public static final String BOTH = "both";

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, SessionFactory> factories = new LinkedHashMap<>();

    /** Starts it, where there are servers. */
    public static Trio of(Sources sources) {
        Trio trio = new Trio();
        Place h2 = Place.h2();
        Map<String, Object> create = new HashMap<>(Place.connectBy(h2.application()));
        create.put("hibernate.hbm2ddl.auto", "create");
        trio.add(H2, h2, sources.build(create));
        h2.dropChecks();
        if (Place.hasServers()) {
            Place alone = Place.bare(Version.V18);
            sources.createTables(alone);
            alone.owner("grant select, insert, update, delete on all tables in schema public to application");
            Map<String, Object> orm = new HashMap<>(Place.connectBy(alone.application()));
            orm.put(RlsSettings.ENFORCE, "orm");
            trio.add(POSTGRES, alone, sources.build(orm));
            Place both = Place.postgres(Version.V18);
            sources.createTables(both);
            both.runText(PolicyExport.of(trio.factory(H2)).indexes().get(0).toChangelog());
            both.owner("grant select, insert, update, delete on all tables in schema public to application");
            trio.add(BOTH, both, sources.build(Place.connectBy(both.application())));
        }
        return trio;
    }

    private void add(String mode, Place place, SessionFactory factory) {
        places.put(mode, place);
        factories.put(mode, factory);
    }

    public Iterable<String> modes() {
        return places.keySet();
    }

    public Place place(String mode) {
        return Objects.requireNonNull(places.get(mode));
    }

    public SessionFactory factory(String mode) {
        return Objects.requireNonNull(factories.get(mode));
    }

    /** In each database, past all foreign keys of the tenant. */
    public void seed(String... statements) {
        places.values().forEach(place -> place.poison(statements));
    }

    /** Whether somebody else could not lock rows now. */
    public boolean isLocked(String mode, String table, String rows) {
        try (Connection connection = place(mode).truth().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.executeQuery("select * from " + table + " where " + rows + " for update nowait");
                return false;
            } catch (SQLException e) {
                return true;
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        factories.values().forEach(SessionFactory::close);
    }
}
