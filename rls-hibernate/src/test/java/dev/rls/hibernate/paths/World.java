package dev.rls.hibernate.paths;

import com.zaxxer.hikari.HikariDataSource;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.hibernate.RlsSettings;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.paths.model.Seeds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Table;

/** A database with the rows of both tenants, and the session factories of one mode on it. */
final class World {

    private static final List<World> STARTED = new CopyOnWriteArrayList<>();

    private final int number = STARTED.size();
    private final Mode mode;
    private final Place place;
    private final DataSource application;
    private final Connection truth;
    private final String reset;
    private final String rows;
    private final Set<String> seeded;

    /** What a path starts from: the seeds, and what others did meanwhile. */
    private Set<String> before;

    private final Map<Unit, SessionFactory> factories = new EnumMap<>(Unit.class);

    private World(Mode mode, Place place, String changelog) throws SQLException {
        this.mode = mode;
        this.place = place;
        application = Place.pool(place.application());
        truth = place.truth().connect();
        Metadata metadata = Boot.metadata(false, unit(Place.connectBy(place.owner())), Boot.allEntities());
        Boot.createTables(metadata);
        if (place.isH2()) {
            place.dropChecks();
        }
        Sql.execute(truth, Setup.statements(place.isH2()));
        if (!place.isH2()) {
            if (mode == Mode.DATABASE || mode == Mode.BOTH) {
                place.runText(changelog);
            }
            Sql.execute(
                    truth,
                    "grant select, insert, update, delete on all tables in schema public to application",
                    "grant usage on all sequences in schema public to application");
        }
        List<String> tables = metadata.collectTableMappings().stream()
                .filter(Table::isPhysicalTable)
                .map(Table::getName)
                .toList();
        reset = reset(tables);
        rows = metadata.collectTableMappings().stream()
                .filter(Table::isPhysicalTable)
                .map(World::rowsOf)
                .collect(Collectors.joining(" union all "));
        Sql.execute(truth, reset);
        seeded = rows();
        before = seeded;
        STARTED.add(this);
    }

    /** The databases of a mode; a control is run on both kinds. */
    static List<World> of(Mode mode, String changelog) throws SQLException {
        return switch (mode) {
            case CONTROL -> List.of(new World(mode, Place.h2(), changelog), postgres(mode, changelog));
            case ORM_H2 -> List.of(new World(mode, Place.h2(), changelog));
            case BOTH -> List.of(new World(mode, Place.postgres(Version.V15), changelog), postgres(mode, changelog));
            default -> List.of(postgres(mode, changelog));
        };
    }

    private static World postgres(Mode mode, String changelog) throws SQLException {
        return new World(mode, Place.postgres(Version.V18), changelog);
    }

    private static Map<String, Object> unit(Map<String, Object> connection) {
        Map<String, Object> settings = new HashMap<>();
        Arrays.stream(Unit.values()).forEach(unit -> settings.putAll(unit.settings()));
        settings.putAll(connection);
        return settings;
    }

    SessionFactory factory(Unit unit) {
        return factories.computeIfAbsent(unit, missing -> started(missing, Map.of()));
    }

    SessionFactory started(Unit unit, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(unit.settings());
        settings.putAll(more);
        settings.putAll(Place.connectBy(mode == Mode.DATABASE ? new BoundDataSource(application) : application));
        settings.put(
                "hibernate.cache.region_prefix", mode + (place.isH2() ? "-h2" : "")); // one cache manager serves all
        if (mode == Mode.ORM_POSTGRES) {
            settings.put(RlsSettings.ENFORCE, "orm");
        }
        boolean library = mode.isOrmAlone() || mode == Mode.BOTH;
        return Boot.metadata(library, settings, unit.entities()).buildSessionFactory();
    }

    /** The world of a session factory. */
    static World of(SessionFactory factory) {
        return STARTED.stream()
                .filter(world -> world.factories.containsValue(factory))
                .findFirst()
                .orElseThrow();
    }

    /** As someone beyond all protection, in a transaction of its own. */
    void beside(String sql) throws SQLException {
        Sql.execute(truth, sql);
        before = rows();
    }

    /** After the last path. */
    void close() throws SQLException {
        factories.values().forEach(SessionFactory::close);
        if (place.isH2()) {
            Sql.execute(truth, "shutdown");
        }
        truth.close();
        application.unwrap(HikariDataSource.class).close();
    }

    boolean isH2() {
        return place.isH2();
    }

    /** What stands in the tables, whoever asks. */
    Set<String> rows() throws SQLException {
        return new HashSet<>(Sql.column(truth, rows));
    }

    /** Whether anything of globex's differs from what was there before, or anything of acme's now leads to it. */
    boolean foreignChanged(Set<String> now) {
        return !foreign(now).equals(foreign(before));
    }

    boolean changed(Set<String> now) {
        return !now.equals(before);
    }

    boolean isSeeded(Set<String> now) {
        return now.equals(seeded);
    }

    final void reset() throws SQLException {
        try (Statement statement = truth.createStatement()) {
            statement.execute(reset);
        }
        before = seeded;
        factories.values().forEach(factory -> factory.getCache().evictAllRegions());
    }

    private static Set<String> foreign(Set<String> rows) {
        return rows.stream().filter(row -> row.matches(Seeds.FOREIGN_ROW)).collect(Collectors.toSet());
    }

    private String reset(List<String> tables) {
        String off = place.isH2() ? "set referential_integrity false" : "set session_replication_role = replica";
        String on = place.isH2() ? "set referential_integrity true" : "set session_replication_role = default";
        String deletes = tables.stream().map(table -> "delete from " + table).collect(Collectors.joining("; "));
        return String.join("; ", off, deletes, String.join("; ", Seeds.ROWS), on);
    }

    private static String rowsOf(Table table) {
        return table.getColumns().stream()
                .map(column -> "coalesce(cast(" + column.getName() + " as varchar), '-')")
                .collect(Collectors.joining(
                        " || '|' || ", "select '" + table.getName() + "|' || ", " from " + table.getName()));
    }

    @Override
    public String toString() {
        return mode + " on " + place;
    }
}
