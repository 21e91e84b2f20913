package dev.rls.liquibase.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database that breaks a rule.
 *
 * @param id the rule
 * @param object what the finding names
 * @param breaks what a superuser does to break it
 * @param undo what takes that back, whether it was repaired or not
 * @param leak what shows the application, bound to nobody, rows of all tenants then; null where that takes more
 */
record Violation(
        String id,
        String object,
        String breaks,
        String undo,
        @Nullable String leak) {

    private static final String NOTE =
            "create table public.note (id int, tenant_id text); insert into public.note values"
                    + " (2, 'globex'); alter table public.note enable row level security; alter table public.note force row level"
                    + " security; grant select on public.note to rls_app; ";

    private static final String TENANT = "tenant_id = (select rls.claim_text('tenant_id'))";

    static List<Violation> all() {
        return List.of(
                // roles
                of("RLS700", "application", "alter role application bypassrls", "alter role application nobypassrls")
                        .leaks("select id from public.invoice"),
                of("RLS700", "application", "alter role application superuser", "alter role application nosuperuser"),
                of("RLS700", "postgres", "grant rls_app to postgres", "revoke rls_app from postgres"),
                of(
                        "RLS700",
                        "rls_app",
                        "create role bypasser bypassrls; grant bypasser to rls_app",
                        "drop role bypasser"),
                of(
                        "RLS701",
                        "application",
                        "alter role application replication",
                        "alter role application noreplication"),
                of("RLS702", "application", "alter role application createdb", "alter role application nocreatedb"),
                of(
                                "RLS703",
                                "application",
                                "grant pg_read_all_data to application",
                                "revoke pg_read_all_data from application")
                        .leaks("select id from rls.context_secret"),
                of("RLS704", "application", "grant pg_monitor to application", "revoke pg_monitor from application"),
                of("RLS705", "application", "grant rls_keys to application", "revoke rls_keys from application"),
                of("RLS705", "application", "grant rls_key_job to application", "revoke rls_key_job from application"),
                of("RLS706", "application", "grant rls_trusted to application", "revoke rls_trusted from application"),
                of(
                        "RLS707",
                        "public.invoice",
                        "alter table public.invoice owner to application",
                        "alter table public.invoice owner to migrator"),
                of(
                        "RLS707",
                        "schema rls",
                        "alter schema rls owner to application",
                        "alter schema rls owner to rls_owner"),
                of("RLS708", "snoop", "create role snoop login; grant rls_owner to snoop", "drop role snoop"),
                of("RLS709", "rls_owner", "alter role rls_owner login", "alter role rls_owner nologin"),
                // tables
                of(
                                "RLS710",
                                "public.invoice",
                                "alter table public.invoice disable row level security",
                                "alter table public.invoice enable row level security")
                        .leaks("select id from public.invoice"),
                of(
                        "RLS711",
                        "public.invoice",
                        "alter table public.invoice no force row level security",
                        "alter table public.invoice force row level security"),
                of(
                        "RLS720",
                        "public.country",
                        "grant select on public.country to rls_app",
                        "revoke all on public.country from rls_app"),
                of(
                        "RLS720",
                        "public.country",
                        "grant select (code) on public.country to public",
                        "revoke all on public.country from public"),
                of(
                        "RLS721",
                        "rls_app",
                        "alter default privileges for role migrator in schema public grant select on tables to rls_app",
                        "alter default privileges for role migrator in schema public revoke all on tables from rls_app"),
                of(
                        "RLS721",
                        "public",
                        "alter default privileges for role migrator grant select on tables to public",
                        "alter default privileges for role migrator revoke all on tables from public"),
                of(
                        "RLS722",
                        "public.invoice",
                        "grant select on public.invoice to public",
                        "revoke all on public.invoice from public"),
                of(
                        "RLS723",
                        "public.payment",
                        "grant truncate on public.payment to application",
                        "revoke all on public.payment from application"),
                of(
                        "RLS723",
                        "public.payment",
                        "grant truncate on public.payment to application with grant option; set role application;"
                                + " grant truncate on public.payment to rls_app; reset role",
                        "revoke all on public.payment from application cascade"),
                of(
                        "RLS724",
                        "public.invoice",
                        "grant references, trigger on public.invoice to application",
                        "revoke all on public.invoice from application"),
                of(
                        "RLS725",
                        "public.invoice",
                        "grant update (tenant_id) on public.invoice to application",
                        "revoke all on public.invoice from application"),
                of(
                                "RLS726",
                                "public.invoice_2020",
                                "create table public.invoice_2020 () inherits (public.invoice);"
                                        + " insert into public.invoice_2020 values (3, 'globex');"
                                        + " grant select on public.invoice_2020 to application",
                                "drop table public.invoice_2020")
                        .leaks("select id from public.invoice_2020"),
                of(
                                "RLS726",
                                "public.leaf",
                                "create table public.ledger (id int, tenant_id text) partition by list (tenant_id);"
                                        + pair("public.ledger")
                                        + "create table public.leaf partition of public.ledger for values in ('globex');"
                                        + " insert into public.leaf values (3, 'globex');"
                                        + " grant select (id) on public.leaf to public",
                                "drop table public.ledger")
                        .leaks("select id from public.leaf"),
                of(
                                "RLS727",
                                "public.base",
                                "create table public.base (id int, tenant_id text); create table public.special () inherits"
                                        + " (public.base); insert into public.special values (3, 'globex');"
                                        + pair("public.special") + "grant select on public.base to rls_app",
                                "drop table public.base cascade")
                        .leaks("select id from public.base"),
                of(
                        "RLS728",
                        "away",
                        "create publication away for table public.invoice, public.country",
                        "drop publication away"),
                of("RLS728", "away", "create publication away for all tables", "drop publication if exists away"),
                of("RLS728", "away", "create publication away for tables in schema public", "drop publication away"),
                of(
                        "RLS729",
                        "public.payment",
                        "alter table public.payment add constraint simple foreign key (invoice_id) references public.invoice"
                                + " (id) on delete cascade",
                        "alter table public.payment drop constraint if exists simple"),
                of(
                                "RLS770",
                                "public.invoice_tag",
                                "create table public.invoice_tag (invoice_id int references public.invoice, tag text);"
                                        + " insert into public.invoice_tag values (2, 'secret');"
                                        + " grant select, insert on public.invoice_tag to rls_app",
                                "drop table public.invoice_tag")
                        .leaks("select tag from public.invoice_tag"),
                of(
                                "RLS770",
                                "public.invoice_aud",
                                "create table public.invoice_aud (rev int, tenant_id text);"
                                        + " insert into public.invoice_aud values (1, 'globex');"
                                        + " grant select on public.invoice_aud to application",
                                "drop table public.invoice_aud")
                        .leaks("select rev from public.invoice_aud"),
                of(
                        "RLS771",
                        "public.invoice",
                        "alter table public.invoice alter tenant_id drop not null",
                        "alter table public.invoice alter tenant_id set not null"),
                of(
                        "RLS772",
                        "public.invoice",
                        "alter table public.invoice add number text, add constraint taken unique (number) deferrable",
                        "alter table public.invoice drop column number"),
                of(
                        "RLS772",
                        "public.invoice",
                        "alter table public.invoice add number text; create unique index taken on public.invoice"
                                + " (lower(number)) where id > 0",
                        "alter table public.invoice drop column number"),
                // policies
                of(
                        "RLS712",
                        "public.invoice",
                        "drop policy rls_tenant_restrict on public.invoice",
                        "select 'brought again'"),
                of(
                        "RLS713",
                        "public.invoice",
                        "alter policy rls_tenant_permit on public.invoice using (true)",
                        "select 'brought again'"),
                of(
                        "RLS714",
                        "public.note",
                        NOTE + "create policy own on public.note to rls_app, current_user using (" + TENANT + ")",
                        "drop table public.note"),
                of(
                        "RLS714",
                        "public.note",
                        NOTE + "create policy own on public.note as restrictive for update using (" + TENANT + ")",
                        "drop table public.note"),
                of(
                        "RLS715",
                        "public.invoice",
                        "create policy audit on public.invoice for select using (true)",
                        "drop policy if exists audit on public.invoice"),
                of(
                        "RLS716",
                        "public.invoice",
                        "create policy hibernate_tenant_isolation on public.invoice using (tenant_id ="
                                + " current_setting('hibernate.tenant_id', true))",
                        "drop policy if exists hibernate_tenant_isolation on public.invoice"),
                of(
                                "RLS717",
                                "public.note",
                                NOTE
                                        + "create policy own on public.note using (tenant_id = current_setting('app.tenant',"
                                        + " true))",
                                "drop table public.note")
                        .leaks("select id from set_config('app.tenant', 'globex', false), public.note"),
                of(
                        "RLS718",
                        "public.note",
                        (NOTE + pair("public.note"))
                                .replace("(select rls.claim_text('tenant_id'))", "rls.claim_text('tenant_id')"),
                        "drop table public.note"),
                // views
                of(
                                "RLS730",
                                "public.every",
                                "create view public.every as select * from public.invoice;"
                                        + " grant select on public.every to application",
                                "drop view public.every")
                        .leaks("select id from public.every"),
                of(
                                "RLS730",
                                "public.inner_view",
                                "create view public.inner_view as select * from public.invoice; grant select on"
                                        + " public.inner_view to migrator; create view public.outer_view as select * from"
                                        + " public.inner_view; alter view public.outer_view owner to migrator;"
                                        + " grant select (id) on public.outer_view to rls_app",
                                "drop view public.outer_view, public.inner_view")
                        .leaks("select id from public.outer_view"),
                of(
                                "RLS730",
                                "public.every",
                                "create view public.every as select * from public.invoice; alter view public.every owner to"
                                        + " migrator; grant select on public.every to application;"
                                        + " alter table public.invoice no force row level security",
                                "drop view public.every; alter table public.invoice force row level security")
                        .leaks("select id from public.every"),
                of(
                                "RLS731",
                                "public.inbox",
                                "create table public.inbox (id int); grant insert on public.inbox to application;"
                                        + " create table public.seen (id int); grant select on public.seen to application;"
                                        + " create rule peek as on insert to public.inbox do also"
                                        + " insert into public.seen select id from public.invoice",
                                "drop table public.inbox, public.seen")
                        .leaks("insert into public.inbox values (1); select id from public.seen"),
                of(
                                "RLS732",
                                "public.kept",
                                "create materialized view public.kept as select * from public.invoice;"
                                        + " grant select on public.kept to rls_app",
                                "drop materialized view public.kept")
                        .leaks("select id from public.kept"),
                of(
                                "RLS732",
                                "public.kept",
                                "create materialized view public.kept as select * from public.invoice; grant select on"
                                        + " public.kept to migrator; create view public.shown as select * from public.kept;"
                                        + " alter view public.shown owner to migrator; grant select on public.shown to rls_app",
                                "drop materialized view public.kept cascade")
                        .leaks("select id from public.shown"),
                // functions
                of(
                                "RLS733",
                                "public.ids()",
                                "create function public.ids() returns setof int language sql security definer set"
                                        + " search_path = pg_catalog, pg_temp as 'select id from public.invoice'",
                                "drop function public.ids()")
                        .leaks("select public.ids()"),
                of(
                                "RLS733",
                                "public.ids(_text)",
                                "create function public.ids(names text[]) returns setof int language sql security definer"
                                        + " set search_path = pg_catalog, pg_temp as 'select id from public.invoice'; alter"
                                        + " function public.ids(text[]) owner to migrator;"
                                        + " alter table public.invoice no force row level security",
                                "drop function public.ids(text[]);"
                                        + " alter table public.invoice force row level security")
                        .leaks("select public.ids('{}')"),
                of(
                                "RLS734",
                                "public.ids(text)",
                                "create function public.ids(name text) returns setof int language plpgsql security definer"
                                        + " set search_path = pg_catalog, pg_temp as $$ begin return query execute"
                                        + " format('select id from public.%I', name); end $$",
                                "drop function public.ids(text)")
                        .leaks("select public.ids('invoice')"),
                of(
                        "RLS735",
                        "public.answer()",
                        "create function public.answer() returns int language sql security definer as 'select 42'; alter"
                                + " function public.answer() owner to migrator",
                        "drop function public.answer()"),
                of(
                        "RLS735",
                        "public.stamp()",
                        "create function public.stamp() returns trigger language plpgsql security definer as 'begin return"
                                + " new; end'; alter function public.stamp() owner to migrator; revoke execute on function"
                                + " public.stamp() from public; create trigger stamp before insert on public.payment for each"
                                + " row execute function public.stamp()",
                        "drop function public.stamp() cascade"),
                of("RLS736", "dblink", "create extension dblink", "drop extension dblink"),
                of(
                        "RLS737",
                        "elsewhere",
                        "create extension postgres_fdw; create server elsewhere foreign data wrapper postgres_fdw;"
                                + " grant usage on foreign server elsewhere to application",
                        "drop extension postgres_fdw cascade"),
                of(
                        "RLS737",
                        "postgres_fdw",
                        "create extension postgres_fdw; grant usage on foreign data wrapper postgres_fdw to rls_app",
                        "drop extension postgres_fdw"),
                // schema rls
                of(
                        "RLS740",
                        "rls.planted()",
                        "create function rls.planted() returns int language sql as 'select 1'",
                        "drop function rls.planted()"),
                of(
                        "RLS740",
                        "rls.verification_key",
                        "alter table rls.verification_key owner to migrator",
                        "alter table rls.verification_key owner to rls_owner"),
                of(
                        "RLS741",
                        "rls.claim_text(text)",
                        "alter function rls.claim_text(text) immutable",
                        "alter function rls.claim_text(text) stable"),
                of(
                        "RLS742",
                        "rls.claim_text(text)",
                        "alter function rls.claim_text(text) set search_path = public, pg_temp",
                        "alter function rls.claim_text(text) set search_path = pg_catalog, pg_temp"),
                of(
                        "RLS743",
                        "rls.bind_claims(jsonb)",
                        "grant execute on function rls.bind_claims(jsonb) to application",
                        "revoke execute on function rls.bind_claims(jsonb) from application"),
                of(
                                "RLS744",
                                "rls.context_secret",
                                "grant select on rls.context_secret to application",
                                "revoke all on rls.context_secret from application")
                        .leaks("select id from rls.context_secret"),
                of(
                        "RLS745",
                        "schema rls",
                        "grant create on schema rls to migrator",
                        "revoke create on schema rls from migrator"),
                // the database
                of(
                        "RLS750",
                        "schema public",
                        "grant create on schema public to application",
                        "revoke create on schema public from application"),
                of(
                        "RLS750",
                        "schema application",
                        "create schema application authorization application",
                        "drop schema application"),
                of(
                        "RLS760",
                        "application",
                        "alter role application set log_statement = 'all'",
                        "alter role application reset log_statement; alter role application in database %1$s reset all"),
                of(
                        "RLS761",
                        "application",
                        "alter database %1$s set log_parameter_max_length_on_error = -1",
                        "alter database %1$s reset all; alter role application in database %1$s reset all"),
                of(
                        "RLS762",
                        "application",
                        "set role application; alter role application set standard_conforming_strings = off; reset role",
                        "alter role application reset standard_conforming_strings; alter role application in database %1$s"
                                + " reset all"),
                of(
                        "RLS762",
                        "application",
                        "alter role application set standard_conforming_strings = 'F'",
                        "alter role application reset standard_conforming_strings; alter role application in database %1$s"
                                + " reset all"),
                of(
                        "RLS751",
                        "database %1$s",
                        "grant temporary on database %1$s to rls_app",
                        "revoke temporary on database %1$s from rls_app"));
    }

    private static String pair(String table) {
        return ("alter table %1$s enable row level security; alter table %1$s force row level security; create policy"
                        + " restricted on %1$s as restrictive using (%2$s); create policy permitted on %1$s to rls_app using"
                        + " (%2$s); ")
                .formatted(table, TENANT);
    }

    private static Violation of(String id, String object, String breaks, String undo) {
        return new Violation(id, object, breaks, undo, null);
    }

    private Violation leaks(String query) {
        return new Violation(id, object, breaks, undo, query);
    }

    /** With the name of the database in it. */
    Violation in(String database) {
        return new Violation(
                id,
                object.replace("%1$s", database),
                breaks.replace("%1$s", database),
                undo.replace("%1$s", database),
                leak);
    }

    @Override
    public String toString() {
        return id + " " + object + ": " + breaks;
    }
}
