package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.ROW_SECURITY;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What PostgreSQL tells about tables and sessions. */
final class Catalogs {

    private static final String GROUP = "Catalog and statistics";

    private Catalogs() {}

    static List<Attack> all() {
        return List.of(
                of(
                        "pg-stats",
                        "The most common values of a column",
                        ROW_SECURITY,
                        "select most_common_vals, histogram_bounds from pg_stats where tablename = 'invoice'"),
                of(
                        "pg-statistic",
                        "The same, past the view",
                        Rule.of("pg_statistic is not granted", "grant select on pg_statistic to application"),
                        "select stavalues1, stavalues2 from pg_statistic where starelid = 'public.invoice'::regclass"),
                of(
                        "inherited-statistics",
                        "The common values of a partitioned table, which its partitions made",
                        ROW_SECURITY,
                        "select most_common_vals, histogram_bounds from pg_stats where tablename in ('entry', 'event')"),
                Attack.of(
                        "estimate-of-a-leaky-operator",
                        GROUP,
                        "Estimates for a pattern, which PostgreSQL would look up" + " among the common values",
                        ROW_SECURITY,
                        attacker -> {
                            attacker.admin(
                                    "insert into invoice select 'globex', g, case when g % 2 = 0 then 'secret' else 'other' end || g, 1, 0"
                                            + " from generate_series(100, 2000) g",
                                    "analyze invoice");
                            attacker.estimatedApart(
                                    attacker.boundToAcme(),
                                    "select from invoice where number ~ 'secre'",
                                    "select from invoice where number ~ 'nobod'");
                        }),
                Attack.of(
                        "row-that-moves-away",
                        GROUP,
                        "A row that is given to globex while an update waits for it",
                        ROW_SECURITY,
                        Catalogs::movedAway),
                Attack.of(
                        "activity",
                        GROUP,
                        "The token of another session, in the text of its statement",
                        Rule.ofTheClient("tokens travel as parameters", "the token is a literal of the statement"),
                        attacker -> {
                            Session bob = attacker.victim();
                            String token = attacker.tokens().of("globex");
                            if (attacker.ruleTaken()) {
                                bob.sql("select rls.bind('" + token + "')");
                            } else {
                                bob.bind(token);
                            }
                            Session session = attacker.open();
                            String seen = session.value("select substring(query from 'eyJ[^'']*') from pg_stat_activity"
                                    + " where query like 'select rls.bind(%' and pid <> pg_backend_pid()");
                            session.bind(String.valueOf(seen)).sql("select * from invoice");
                        }));
    }

    /** PostgreSQL asks again about the row as it is when the lock is free. */
    private static void movedAway(Attacker attacker) throws Exception {
        try (Connection admin = attacker.database().superuser().connect()) {
            admin.setAutoCommit(false);
            Sql.execute(admin, "update invoice set tenant_id = 'globex', customer_id = null where id = 1");
            Session session = attacker.boundToAcme();
            CompletableFuture<Void> update = CompletableFuture.runAsync(() -> {
                try {
                    session.sql("update invoice set number = 'planted' where id = 1")
                            .commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (attacker.database()
                    .superuser()
                    .column("select 1 from pg_locks where not granted and locktype = 'transactionid'")
                    .isEmpty()) {
                Thread.sleep(10);
            }
            admin.commit();
            update.get();
        }
        attacker.settle();
        if (!attacker.database()
                .superuser()
                .column("select 1 from invoice where number = 'planted'")
                .isEmpty()) {
            attacker.open().tell(Attacker.SUCCESS);
        }
    }

    private static Attack of(String id, String tries, Rule rule, String... steps) {
        return Attack.of(id, GROUP, tries, rule, steps);
    }
}
