package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.FORCE;

import java.util.List;

/** Views, functions, partitions and copies: what else has the rows of a protected table. */
final class Detours {

    private static final String GROUP = "Views, functions, partitions and copies";

    private static final Rule LEAF =
            Rule.of("partitions are not granted", "grant select, insert on entry_globex to rls_app");

    private Detours() {}

    static List<Attack> all() {
        return List.of(
                of(
                        "view-of-a-superuser",
                        "A view of whoever is beyond row security",
                        Rule.of(
                                        "such a view is security_invoker",
                                        "alter view every_invoice set (security_invoker = false)")
                                .given(
                                        "create view every_invoice with (security_invoker = true) as select * from invoice",
                                        "grant select on every_invoice to rls_app"),
                        "select * from every_invoice"),
                of(
                        "view-of-the-owner",
                        "A view of the owner of its table",
                        FORCE.given(
                                "create view every_invoice as select * from invoice",
                                "alter view every_invoice owner to migrator",
                                "grant select on every_invoice to rls_app"),
                        "select * from every_invoice"),
                of(
                        "write-through-a-view",
                        "Rows of all tenants changed through a view of the owner",
                        FORCE.given(
                                "create view every_invoice as select * from invoice",
                                "alter view every_invoice owner to migrator",
                                "grant select, update on every_invoice to rls_app"),
                        "update every_invoice set amount = 0"),
                of(
                        "function-of-the-owner",
                        "A SECURITY DEFINER function of the owner",
                        FORCE.given(
                                "create function numbers() returns setof text language sql security definer"
                                        + " set search_path = public, pg_temp as 'select number from invoice'",
                                "alter function numbers() owner to migrator"),
                        "select * from numbers()"),
                of(
                        "injection-into-a-function",
                        "SQL that such a function puts together from its argument",
                        FORCE.given(
                                "create function find(condition text) returns setof text language plpgsql security definer"
                                        + " set search_path = public, pg_temp as $$ begin"
                                        + " return query execute 'select number from invoice where ' || condition; end $$",
                                "alter function find(text) owner to migrator"),
                        "select * from find('true')"),
                of(
                        "rule-of-a-table",
                        "A rule that copies rows when another table is written",
                        FORCE.given(
                                "create table inbox (tenant_id text); create table seen (number text, tenant_id text default 'acme');"
                                        + " alter table inbox owner to migrator; alter table seen owner to migrator;"
                                        + " grant insert on inbox to rls_app; grant select on seen to rls_app",
                                "create rule peek as on insert to inbox do also"
                                        + " insert into seen (number) select number from invoice"),
                        "insert into inbox values ('acme')",
                        "select * from seen"),
                of(
                        "materialized-view",
                        "A materialized view, which has no policies",
                        Rule.of("materialized views are not granted", "grant select on kept to rls_app")
                                .given("create materialized view kept as select * from invoice"),
                        "select * from kept"),
                of(
                        "copy-of-a-table",
                        "A copy that a migration left",
                        Rule.of("a table without policies is not granted", "grant select on invoice_2020 to rls_app")
                                .given("create table invoice_2020 as table invoice"),
                        "select * from invoice_2020"),
                of("partition", "A partition by its own name", LEAF, "select * from entry_globex"),
                of(
                        "partition-insert",
                        "A row in a partition by its own name",
                        LEAF,
                        "insert into entry_globex values ('globex', 9, 'planted')"),
                of("partition-copy", "COPY of a partition", LEAF, "copy entry_globex to stdout"),
                of(
                        "inheritance-child",
                        "A child table by its own name",
                        Rule.of("children are not granted", "grant select on event_2020 to rls_app"),
                        "select * from event_2020"));
    }

    private static Attack of(String id, String tries, Rule rule, String... steps) {
        return Attack.of(id, GROUP, tries, rule, steps);
    }
}
