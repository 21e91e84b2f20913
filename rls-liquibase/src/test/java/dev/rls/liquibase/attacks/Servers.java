package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.OWN_SCHEMA;

import java.util.List;

/** Past the tables: their files, and the server that has them. */
final class Servers {

    private static final String GROUP = "The server";

    private Servers() {}

    static List<Attack> all() {
        return List.of(
                of(
                        "read-a-file",
                        "The file of a table",
                        Rule.of(
                                "functions that read files are for superusers",
                                "grant execute on function pg_read_binary_file(text) to application",
                                "checkpoint"),
                        "select encode(pg_read_binary_file(pg_relation_filepath('invoice')), 'escape')"),
                of(
                        "import-a-file",
                        "The file of a table, as a large object",
                        Rule.of(
                                "functions that import files are for superusers",
                                "grant execute on function lo_import(text) to application",
                                "checkpoint"),
                        "select set_config('loot.oid', lo_import(pg_relation_filepath('invoice'))::text, false)",
                        "select encode(lo_get(current_setting('loot.oid')::oid), 'escape')"),
                of(
                        "run-a-program",
                        "The file of a table, by a program of the server",
                        new Rule(
                                "programs of the server are for superusers",
                                List.of(OWN_SCHEMA),
                                List.of("grant pg_execute_server_program to application", "checkpoint"),
                                List.of("revoke pg_execute_server_program from application"),
                                ""),
                        "create table evil.loot (line text)",
                        "do $$ begin execute format('copy evil.loot from program %L',"
                                + " 'tr -cd \"[:alnum:]\" < ' || pg_relation_filepath('public.invoice')); end $$",
                        "select * from evil.loot"),
                of(
                        "connect-back",
                        "A connection from the server to itself, which trusts it",
                        Rule.of(
                                "no extension is installed that connects",
                                "create extension dblink",
                                "grant execute on function dblink_connect_u(text) to application"),
                        attacker -> attacker.acme(
                                "select dblink_connect_u('host=localhost user=postgres port="
                                        + attacker.database().port() + " dbname="
                                        + attacker.database().name() + "')",
                                "select * from dblink('select number from invoice') as i (number text)")));
    }

    private static Attack of(String id, String tries, Rule rule, String... steps) {
        return Attack.of(id, GROUP, tries, rule, steps);
    }

    private static Attack of(String id, String tries, Rule rule, Attack.Script script) {
        return Attack.of(id, GROUP, tries, rule, script);
    }
}
