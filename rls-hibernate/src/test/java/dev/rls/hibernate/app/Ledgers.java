package dev.rls.hibernate.app;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.ledger.Account;
import dev.rls.hibernate.ledger.Entry;
import dev.rls.hibernate.ledger.Line;
import dev.rls.hibernate.ledger.PlainAccount;
import dev.rls.hibernate.ledger.PlainEntry;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Two tenants with keys that can be taken and rows that can be missed. */
public enum Ledgers {
    /** The ORM alone: H2 has no row security. */
    ON_H2(Place::h2),
    /** ORM and database. */
    ON_POSTGRES(() -> Place.postgres(Version.V18));

    private final Supplier<Place> where;
    private @Nullable Place place;
    private @Nullable SessionFactory factory;
    private @Nullable SessionFactory batching;
    private @Nullable SessionFactory twin;

    Ledgers(Supplier<Place> where) {
        this.where = where;
    }

    /** With account 1, entries 1 and 3, line 1 of acme and account 2, entry 2, line 2 of globex; entry 3 is booked. */
    public synchronized SessionFactory factory() {
        if (factory == null) {
            start();
        }
        reset();
        return known(factory);
    }

    /** The same in batches. */
    public synchronized SessionFactory batching() {
        factory();
        return known(batching);
    }

    /** Without any annotation and beyond row security, over the same tables: what Hibernate throws by itself. */
    public synchronized SessionFactory twin() {
        factory();
        return known(twin);
    }

    /** What happens beside a session. */
    public void truth(String... statements) {
        known(place).truth(statements);
    }

    /** The same, where foreign keys would refuse it. */
    public void poison(String... statements) {
        known(place).poison(statements);
    }

    /** What the database holds, whoever asks. */
    public List<String> rows(String query) {
        try {
            return known(place).truth().column(query).stream()
                    .map(String::valueOf)
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start() {
        Place started = where.get();
        Factories.createTables(Ledgers.class.getClassLoader(), started, Shop.ENTITIES);
        if (!started.isH2()) {
            started.runText(Factories.changelog(Ledgers.class.getClassLoader(), Shop.ENTITIES));
        }
        started.owner("create unique index account_label on account (label, tenantid)");
        DataSource pool = Place.pool(started.application());
        factory = Factories.build(Place.connectBy(pool), Account.class, Entry.class, Line.class);
        Map<String, Object> batches = new HashMap<>(Place.connectBy(pool));
        batches.put("hibernate.jdbc.batch_size", 20);
        batching = Factories.build(batches, Account.class, Entry.class, Line.class);
        twin = Factories.build(
                Place.connectBy(Place.pool(started.truth().dataSource())), PlainAccount.class, PlainEntry.class);
        place = started;
    }

    private void reset() {
        known(place)
                .truth(
                        "delete from line",
                        "delete from entry",
                        "delete from account",
                        "insert into account (id, tenantid, iban, number, label, text) values"
                                + " (1, 'acme', 'A1', 'one', 'red', 'own'), (2, 'globex', 'G1', 'two', 'blue', 'G-SECRET')",
                        "insert into entry (id, tenantid, version, text) values (1, 'acme', 0, 'own'),"
                                + " (2, 'globex', 0, 'G-SECRET'), (3, 'acme', 0, 'booked')",
                        "insert into line (id, tenantid, entry_id) values (1, 'acme', 1), (2, 'globex', 2)");
    }

    /** The next test class starts anew. */
    public static synchronized void stop() {
        for (Ledgers started : values()) {
            Stream.of(
                            Optional.ofNullable(started.factory),
                            Optional.ofNullable(started.batching),
                            Optional.ofNullable(started.twin))
                    .flatMap(Optional::stream)
                    .forEach(SessionFactory::close);
            started.factory = null;
        }
    }

    private static <T> T known(@Nullable T started) {
        if (started == null) {
            throw new IllegalStateException("ask for the factory first");
        }
        return started;
    }
}
