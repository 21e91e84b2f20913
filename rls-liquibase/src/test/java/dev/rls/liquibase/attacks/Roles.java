package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.OWN_SCHEMA;

import java.util.List;

/** What the login may not become, grant or make. */
final class Roles {

    private static final String GROUP = "Roles, grants and DDL";

    private static final String LOOK = "select * from invoice";

    private static final Rule OWNER =
            Rule.of("the application owns no table", "alter table invoice owner to application");

    private Roles() {}

    static List<Attack> all() {
        return List.of(
                of(
                        "become-the-owner",
                        "SET ROLE to the owner of the tables",
                        Rule.ofTheCluster(
                                "the application is no member of the owner",
                                "grant migrator to application",
                                "revoke migrator from application"),
                        "set role migrator",
                        "alter table invoice disable row level security",
                        "reset role",
                        LOOK),
                of(
                        "become-rls-owner",
                        "SET ROLE to the owner of schema rls",
                        Rule.ofTheCluster(
                                "rls_owner has no members",
                                "grant rls_owner to application",
                                "revoke rls_owner from application"),
                        "set role rls_owner",
                        "select * from rls.context_secret"),
                of(
                        "grant-oneself-rls-owner",
                        "Membership in rls_owner, granted to oneself",
                        new Rule(
                                "the application has no CREATEROLE",
                                List.of(),
                                List.of(
                                        "alter role application createrole",
                                        "do $$ begin if current_setting('server_version_num')::int >= 160000 then"
                                                + " execute 'grant rls_owner to application with admin true, inherit false, set false'; end if; end $$"),
                                List.of(
                                        "revoke rls_owner from application cascade",
                                        "alter role application nocreaterole"),
                                ""),
                        "grant rls_owner to application",
                        "set role rls_owner",
                        "select * from rls.context_secret"),
                of(
                        "become-a-superuser",
                        "SET SESSION AUTHORIZATION to a superuser",
                        Rule.ofTheCluster(
                                "the application is no superuser",
                                "alter role application superuser",
                                "alter role application nosuperuser"),
                        "set session authorization postgres",
                        LOOK),
                of(
                        "row-security-off",
                        "A session without row security",
                        Rule.ofTheCluster(
                                "the application has no BYPASSRLS",
                                "alter role application bypassrls",
                                "alter role application nobypassrls"),
                        "set local row_security = off",
                        LOOK),
                of(
                        "read-all-data",
                        "What a monitoring role may read",
                        Rule.ofTheCluster(
                                "the application is in no role of PostgreSQL that reads everything",
                                "grant pg_read_all_data to application",
                                "revoke pg_read_all_data from application"),
                        "select * from rls.context_secret"),
                of(
                        "replication-role",
                        "Foreign keys switched off for the session, then a row that leads to globex",
                        Rule.ofTheCluster(
                                "session_replication_role is for superusers",
                                "grant set on parameter session_replication_role to application",
                                "revoke set on parameter session_replication_role from application"),
                        "set local session_replication_role = replica",
                        "update invoice set customer_id = 2 where id = 1",
                        "select '" + Attacker.SUCCESS + "' from invoice where id = 1 and customer_id = 2"),
                of(
                        "switch-row-security-off",
                        "ALTER TABLE … DISABLE ROW LEVEL SECURITY",
                        OWNER,
                        "alter table invoice disable row level security",
                        LOOK),
                of(
                        "drop-the-policies",
                        "DROP POLICY, and one of one's own",
                        OWNER,
                        "drop policy rls_tenant_restrict on invoice",
                        "create policy own on invoice using (true)",
                        LOOK),
                of(
                        "inherit-from-a-table",
                        "A child of one's own, whose rows others see in its parent",
                        OWNER.given(OWN_SCHEMA),
                        "create table evil.invoice () inherits (public.invoice)",
                        "insert into evil.invoice values ('globex', 9, 'planted', 1, 0)",
                        "select '" + Attacker.SUCCESS
                                + "' from pg_inherits where inhparent = 'public.invoice'::regclass"),
                of(
                        "grant-onwards",
                        "What the application may do, granted to everybody",
                        Rule.of(
                                "rights are granted without the option to grant them",
                                "grant select on invoice to rls_app with grant option"),
                        "grant select on invoice to public"),
                of(
                        "drop-owned",
                        "DROP OWNED BY the group, which takes its rights and roles of policies away",
                        Rule.of(
                                "policies and rights belong to whoever owns the table",
                                "alter table invoice owner to rls_app"),
                        "drop owned by application",
                        "drop owned by rls_app",
                        "reassign owned by rls_app to application"),
                of(
                        "trigger",
                        "A trigger of one's own that copies what others write",
                        Rule.of("TRIGGER is not granted", "grant trigger on invoice to application")
                                .given(OWN_SCHEMA),
                        attacker -> {
                            attacker.acme(
                                    "create table evil.loot (v text)",
                                    "create function evil.copy() returns trigger language plpgsql as $$ begin"
                                            + " insert into evil.loot values (new.number); return new; end $$",
                                    "create trigger copy after insert on invoice for each row execute function evil.copy()");
                            attacker.victim()
                                    .sql("insert into invoice values ('globex', 20, 'g47110815b', 1, 0)")
                                    .commit();
                            attacker.settle();
                            attacker.acme("select * from evil.loot");
                        }),
                of(
                        "references",
                        "A foreign key of one's own, which says whether a key is there",
                        Rule.of("REFERENCES is not granted", "grant references on invoice to application")
                                .given(OWN_SCHEMA),
                        attacker -> {
                            Session session = attacker.boundToAcme()
                                    .sql(
                                            "create table evil.probe (t text, i int, foreign key (t, i) references public.invoice)");
                            attacker.apart(
                                    session,
                                    "insert into evil.probe values ('globex', 2)",
                                    "insert into evil.probe values ('globex', 99)");
                        }),
                later(
                        "later-table",
                        "A table that was made later, with what default privileges give",
                        Rule.of(
                                "no default privileges grant tables to the application",
                                "alter default privileges for role migrator in schema public grant select on tables to rls_app"),
                        "set role migrator; create table invoice_2027 (number text); reset role;"
                                + " insert into invoice_2027 select number from invoice",
                        "select * from invoice_2027"));
    }

    private static Attack later(String id, String tries, Rule rule, String admin, String look) {
        return Attack.of(id, GROUP, tries, rule, attacker -> {
            attacker.admin(admin);
            attacker.acme(look);
        });
    }

    private static Attack of(String id, String tries, Rule rule, String... steps) {
        return Attack.of(id, GROUP, tries, rule, steps);
    }

    private static Attack of(String id, String tries, Rule rule, Attack.Script script) {
        return Attack.of(id, GROUP, tries, rule, script);
    }
}
