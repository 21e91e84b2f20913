package dev.rls.hibernate.app;

import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.RlsSettings;
import dev.rls.hibernate.memo.Memo;
import dev.rls.hibernate.memo.PlainMemo;
import dev.rls.hibernate.memo.PlainShelf;
import dev.rls.hibernate.memo.Shelf;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/** Users without any tenant, wherever the policies are enforced. */
public enum Memos {
    /** The ORM alone: H2 has no row security. */
    ON_H2(Place::h2, true),
    /** The ORM alone: it was told so, and row security is switched off. */
    ORM_ON_POSTGRES(() -> Place.postgres(Version.V18), false),
    /** ORM and database. */
    BOTH_ON_POSTGRES(() -> Place.postgres(Version.V18), true);

    /** Owner of memo 1, reader of memo 3. */
    public static final Claims ALICE = user("alice", "plans");

    private final Supplier<Place> where;
    private final boolean enforced;
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private @Nullable Place place;
    private @Nullable SessionFactory factory;
    private @Nullable SessionFactory twin;

    Memos(Supplier<Place> where, boolean enforced) {
        this.where = where;
        this.enforced = enforced;
    }

    /** A user without rank, by a token. */
    public static Claims user(String name, String... topics) {
        return Tenants.claims(Map.of("sub", name, "topics", List.of(topics), "clearance", 5));
    }

    /** With three memos: alice's, bob's, and one of bob's whose topic alice may read. */
    public synchronized SessionFactory factory() {
        if (factory == null) {
            start();
        }
        reset();
        return known(factory);
    }

    /** Without any annotation, over the same tables. */
    public synchronized SessionFactory twin() {
        factory();
        return known(twin);
    }

    /** What the factory has prepared since it was asked for. */
    public List<String> statements() {
        return statements;
    }

    /** Lets the application bind claims without a token; roles are the server's, and other tests take it back. */
    public void trust(boolean trusted) {
        if (!known(place).isH2()) {
            known(place).truth((trusted ? "grant rls_trusted to" : "revoke rls_trusted from") + " application");
        }
    }

    /** What the database holds, whoever asks. */
    public List<String> truth(String query) {
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
        Factories.createTables(Memos.class.getClassLoader(), started, Shop.ENTITIES);
        if (!started.isH2()) {
            started.runText(Factories.changelog(Memos.class.getClassLoader(), Shop.ENTITIES));
            started.owner("grant select on shelf to application");
        }
        DataSource pool = Place.pool(started.application());
        Map<String, Object> settings = new HashMap<>(Place.connectBy(pool));
        settings.put("hibernate.session_factory.statement_inspector", (StatementInspector) sql -> {
            statements.add(sql);
            return sql;
        });
        settings.put(RlsSettings.ENFORCE, enforced ? "both" : "orm");
        factory = Factories.build(settings, Memo.class, Shelf.class);
        twin = Factories.build(Place.connectBy(pool), PlainMemo.class, PlainShelf.class);
        if (!enforced) {
            started.truth("alter table memo disable row level security");
        }
        place = started;
    }

    private void reset() {
        known(place)
                .truth(
                        "delete from memo",
                        "delete from shelf",
                        "insert into shelf (code, open) values ('open', true), ('shut', false)",
                        "insert into memo (id, ownerid, topic, amount, kept_on) values"
                                + " (1, 'alice', null, 10, 'open'), (2, 'bob', null, 20, 'open'),"
                                + " (3, 'bob', 'plans', 30, 'open')");
        statements.clear();
    }

    private static <T> T known(@Nullable T started) {
        if (started == null) {
            throw new IllegalStateException("ask for the factory first");
        }
        return started;
    }
}
