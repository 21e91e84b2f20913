package dev.rls.hibernate.app;

import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.RlsSettings;
import dev.rls.hibernate.desk.Notice;
import dev.rls.hibernate.desk.Page;
import dev.rls.hibernate.desk.Step;
import dev.rls.hibernate.desk.Task;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Users who share one tenant and see different rows of it, wherever the policies are enforced. */
public enum Desk {
    /** The ORM alone: H2 has no row security. */
    ON_H2(Place::h2, true),
    /** The ORM alone: it was told so, and row security is switched off. */
    ORM_ON_POSTGRES(() -> Place.postgres(Version.V18), false),
    /** ORM and database. */
    BOTH_ON_POSTGRES(() -> Place.postgres(Version.V18), true),
    /** ORM and database, the oldest that is supported. */
    BOTH_ON_POSTGRES_15(() -> Place.postgres(Version.V15), true);

    /** Owner of task 1 and its step, with a root for pages. */
    public static final Claims ALICE = user("alice", List.of(), List.of("red"));

    public static final Claims BOB = user("bob", List.of(), List.of());
    public static final Claims MANAGER = user("carol", List.of("manager"), List.of());

    /** Neither roles nor teams in the token. */
    public static final Claims POOR = Tenants.claims(Map.of("tenant_id", "acme", "sub", "dave"));

    private final Supplier<Place> where;
    private final boolean enforced;
    private @Nullable Place place;
    private @Nullable SessionFactory factory;

    Desk(Supplier<Place> where, boolean enforced) {
        this.where = where;
        this.enforced = enforced;
    }

    private static Claims user(String name, List<String> roles, List<String> teams) {
        return Tenants.claims(Map.of(
                "tenant_id",
                "acme",
                "sub",
                name,
                "roles",
                roles,
                "teams",
                teams,
                "tenants",
                List.of("acme"),
                "root",
                "/acme/" + name));
    }

    /** Whether the database decides as well. */
    public boolean databaseDecides() {
        return this == BOTH_ON_POSTGRES || this == BOTH_ON_POSTGRES_15;
    }

    public synchronized SessionFactory factory() {
        if (factory == null) {
            Place started = where.get();
            Factories.createTables(Desk.class.getClassLoader(), started, Shop.ENTITIES);
            if (!started.isH2()) {
                started.runText(Factories.changelog(Desk.class.getClassLoader(), Shop.ENTITIES));
            }
            place = started;
            Map<String, Object> settings = new HashMap<>(Place.connectBy(Place.pool(started.application())));
            settings.put(RlsSettings.ENFORCE, enforced ? "both" : "orm");
            factory = Factories.build(settings, Task.class, Step.class, Notice.class, Page.class);
            if (!enforced) {
                for (String table : List.of("task", "step", "notice", "page")) {
                    started.truth("alter table " + table + " disable row level security");
                }
            }
        }
        reset();
        return factory;
    }

    /** The next test class starts anew. */
    public static synchronized void stop() {
        for (Desk started : values()) {
            if (started.factory != null) {
                started.factory.close();
                started.factory = null;
            }
        }
    }

    private void reset() {
        place().truth(
                        "delete from step",
                        "delete from task",
                        "delete from notice",
                        "delete from page",
                        "insert into task (id, tenantid, ownerid, team, status, amount) values"
                                + " (1, 'acme', 'alice', null, 'OPEN', 10), (2, 'acme', 'bob', null, 'OPEN', 20),"
                                + " (3, 'acme', 'alice', null, 'CLOSED', 30), (4, 'acme', 'bob', 'red', 'OPEN', 40),"
                                + " (5, 'globex', 'alice', 'red', 'OPEN', 50)",
                        "update task set parent_id = 2 where id = 1",
                        "insert into step (id, text, task_id) values (11, 'a', 1), (12, 'b', 2), (13, 'c', null), (15, 'g', 5)",
                        "insert into notice (id, tenantid, text) values (21, 'acme', 'own'), (22, null, 'shared'),"
                                + " (23, 'globex', 'foreign')",
                        "insert into page (tenant, published, path) values ('acme', false, '/acme/alice/1'),"
                                + " ('globex', true, '/globex/1'), ('globex', false, '/globex/2')");
    }

    public List<String> truth(String query) {
        try {
            return place().truth().column(query).stream().map(String::valueOf).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Place place() {
        if (place == null) {
            throw new IllegalStateException("ask for the factory first");
        }
        return place;
    }
}
