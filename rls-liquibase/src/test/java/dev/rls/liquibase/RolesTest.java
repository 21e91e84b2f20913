package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.policy.catalog.CatalogReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The roles of an application as {@code roles.sql} makes them; with each protection a control in which it is taken away. */
@ParameterizedClass
@EnumSource(Version.class)
class RolesTest {

    private static Shop shop;

    @Parameter
    Version version;

    @BeforeParameterizedClassInvocation
    static void create(Version version) throws SQLException {
        shop = Shop.create(version);
    }

    @Test
    void eachRoleMayDoWhatItIsForAndNoMore() throws SQLException {
        migrator(
                "create table shop.later (id int)",
                "create function shop.later() returns int language sql as 'select 1'",
                "create sequence shop.number",
                "create type shop.mood as enum ('good')");
        try {
            String rights = """
                    select format('%s: %s%s%s, member of {%s}, may%s%s', r.rolname,
                      case when r.rolcanlogin then 'LOGIN' else 'NOLOGIN' end,
                      case when r.rolinherit then '' else ' NOINHERIT' end,
                      case when r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication
                        then ' DANGEROUS' end,
                      (select string_agg(g.rolname, ' ' order by g.rolname) from pg_roles g where g.oid <> r.oid
                        and g.rolname not like 'pg\\_%' and pg_has_role(r.oid, g.oid, 'member')),
                      (select string_agg(' ' || p.name || ' on ' || o.name, ',' order by o.name, p.name)
                        from unnest('{select,insert,update,delete,truncate,references,trigger}'::text[]) p (name),
                          unnest('{shop.invoice,shop.later}'::text[]) o (name)
                        where has_table_privilege(r.oid, o.name, p.name)),
                      concat(
                        case when has_schema_privilege(r.oid, 'shop', 'usage') then ', usage on shop' end,
                        case when has_schema_privilege(r.oid, 'shop', 'create') then ', create in shop' end,
                        case when has_schema_privilege(r.oid, 'public', 'create') then ', create in public' end,
                        case when has_database_privilege(r.oid, current_database(), 'create') then ', create schemas' end,
                        case when has_database_privilege(r.oid, current_database(), 'temporary') then ', TEMP' end,
                        case when has_function_privilege(r.oid, 'shop.later()', 'execute') then ', call later' end,
                        case when has_type_privilege(r.oid, 'shop.mood', 'usage') then ', make columns of mood' end,
                        case when has_sequence_privilege(r.oid, 'shop.number', 'usage') then ', usage on sequence' end,
                        case when has_function_privilege(r.oid, 'rls.bind(text)', 'execute') then ', bind' end,
                        case when has_function_privilege(r.oid, 'rls.bind_claims(jsonb)', 'execute') then ', bind claims' end,
                        case when has_function_privilege(r.oid, 'rls.revoke_key(text)', 'execute') then ', keys' end,
                        case when has_function_privilege(r.oid, 'rls.follow_keys(text,jsonb,interval)', 'execute')
                          then ', bring keys' end,
                        case when has_function_privilege(r.oid, 'rls.bind_system(text,jsonb,timestamptz)', 'execute')
                          then ', operate' end))
                    from pg_roles r where r.rolname like 'shop%' order by r.rolname""";

            String dml =
                    " delete on shop.invoice, insert on shop.invoice, select on shop.invoice, update on shop.invoice";
            String all = " delete on shop.%1$s, insert on shop.%1$s, references on shop.%1$s, select on shop.%1$s,"
                    + " trigger on shop.%1$s, truncate on shop.%1$s, update on shop.%1$s";
            assertThat(shop.database().superuser().column(rights))
                    .containsExactly(
                            "shop: LOGIN, member of {rls_app shop_app}, may" + dml + ", usage on shop, bind",
                            "shop_app: NOLOGIN, member of {rls_app}, may" + dml + ", usage on shop, bind",
                            "shop_jobs: LOGIN, member of {rls_trusted}, may, usage on shop, bind, bind claims",
                            "shop_key_job: LOGIN, member of {rls_key_job}, may, usage on shop, bring keys",
                            "shop_keys: LOGIN, member of {rls_keys}, may, usage on shop, keys",
                            "shop_migrator: LOGIN NOINHERIT, member of {shop_owner}, may",
                            "shop_owner: NOLOGIN, member of {}, may" + all.formatted("invoice") + ","
                                    + all.formatted("later")
                                    + ", usage on shop, create in shop, call later, make columns of mood, usage on sequence",
                            "shop_reporting: LOGIN, member of {rls_app}, may, usage on shop, bind");
        } finally {
            migrator(
                    "drop table shop.later",
                    "drop function shop.later()",
                    "drop sequence shop.number",
                    "drop type shop.mood");
        }
    }

    @Test
    void theCatalogCheckFindsNothing() throws SQLException {
        try (Connection connection = shop.database().as(Shop.LOGIN).connect()) {
            CatalogReport report = CatalogReport.ofApplications(connection, List.of(Shop.index()));

            assertThat(report.judged()).containsExactly(Shop.LOGIN, Shop.APPLICATION);
            assertThat(report.findings()).isEmpty();
            assertThat(CatalogReport.ofRoles(connection, List.of(Shop.index()), List.of(Shop.REPORTING))
                            .findings())
                    .isEmpty();
        }
    }

    @Test
    void whoMigratesIsTheOwnerAndNobodyElseCanBe() throws SQLException {
        assertThat(shop.database().as(Shop.MIGRATOR).value("select concat_ws(' ', session_user, current_user)"))
                .isEqualTo("shop_migrator shop_owner");
        assertThat(shop.database()
                        .superuser()
                        .value("select relowner::regrole from pg_class where relname = 'invoice'"))
                .isEqualTo(Shop.OWNER);
        for (String role : List.of(Shop.LOGIN, Shop.REPORTING, Shop.JOBS, Shop.KEYS)) {
            Rejection.of(() -> shop.database().as(role).execute("set role shop_owner"))
                    .hasState("42501");
        }
        String kept = version == Version.V15 ? "member" : "set";
        assertThat(shop.database().migrator().value("select pg_has_role('shop_owner', ?)", kept))
                .as("the installing role was a member in between")
                .isEqualTo("f");
        String leak = "set role shop_owner; alter table shop.invoice no force row level security";
        controlled("grant shop_owner to shop", "revoke shop_owner from shop", () -> {
            shop.database().as(Shop.LOGIN).execute(leak);
            assertThat(shop.database().as(Shop.MIGRATOR).column("select tenant_id from shop.invoice order by id"))
                    .as("control: a member takes the force away")
                    .containsExactly("acme", "globex");
            migrator("alter table shop.invoice force row level security");
        });
    }

    @Test
    void aTableOfTheInstallingRoleIsGivenToTheOwner() throws SQLException {
        shop.database().migrator().execute("create table public.customer (id int)");
        try {
            Rejection.of(() -> shop.database().migrator().execute("alter table public.customer owner to shop_owner"))
                    .hasState("42501");

            shop.database().migrator().execute(Recipe.of("new owner"));

            assertThat(shop.database()
                            .superuser()
                            .value("select concat(relnamespace::regnamespace, '.', relname, ' of ', relowner::regrole)"
                                    + " from pg_class where relname = 'customer'"))
                    .isEqualTo("shop.customer of shop_owner");
            assertThat(shop.database()
                            .migrator()
                            .value("select pg_has_role('shop_owner', ?)", version == Version.V15 ? "member" : "set"))
                    .isEqualTo("f");
        } finally {
            superuser("drop table if exists public.customer, shop.customer");
        }
    }

    @Test
    void whoHasNoBusinessInTheDatabaseDoesNotConnect() throws SQLException {
        String name = shop.database().name();
        superuser("create role crm_keys login password '" + PostgresServer.PASSWORD + "' in role rls_keys");
        try {
            assertThat(
                            shop.database()
                                    .as("crm_keys")
                                    .value(
                                            "select has_function_privilege('rls.add_jwk(jsonb, text, text, int, jsonb)', 'execute')"))
                    .as("control: the login of another database")
                    .isEqualTo("t");

            shop.database()
                    .migrator()
                    .execute(Recipe.of("connect").replace("database shop ", "database " + name + " "));

            Rejection.of(() -> shop.database().as("crm_keys").execute("select 1"))
                    .hasState("42501");
            for (String role : List.of(Shop.LOGIN, Shop.MIGRATOR, Shop.REPORTING, Shop.JOBS, Shop.KEYS, Shop.KEY_JOB)) {
                shop.database().as(role).execute("select 1");
            }
        } finally {
            superuser("grant connect on database " + name + " to public", "drop role crm_keys");
        }
    }

    @Test
    void nobodyLogsInAsTheOwner() throws SQLException {
        Rejection.of(() -> shop.database().as(Shop.OWNER).execute("select 1")).hasState("28000");

        controlled("alter role shop_owner login", "alter role shop_owner nologin", () -> {
            shop.database().as(Shop.OWNER).execute("alter table shop.invoice no force row level security");
            assertThat(shop.database().as(Shop.OWNER).column("select tenant_id from shop.invoice order by id"))
                    .as("control: with LOGIN")
                    .containsExactly("acme", "globex");
            migrator("alter table shop.invoice force row level security");
        });
    }

    /** The table has no policies yet: its changeset brings them together with the grant. */
    @Test
    void aTableIsNobodysUntilItsChangesetGrantsIt() throws SQLException {
        String create = "create table shop.draft as select 'globex' as tenant_id";
        migrator(create);
        Rejection.of(() -> shop.database().as(Shop.LOGIN).column("select tenant_id from shop.draft"))
                .hasState("42501");
        migrator("drop table shop.draft");

        controlled(
                "alter default privileges for role shop_owner grant select on tables to shop_app",
                "alter default privileges for role shop_owner revoke select on tables from shop_app",
                () -> {
                    migrator(create);
                    assertThat(shop.database().as(Shop.LOGIN).column("select tenant_id from shop.draft"))
                            .as("control: granted by default")
                            .containsExactly("globex");
                    migrator("drop table shop.draft");
                });
    }

    @Test
    void aFunctionOfTheOwnerIsNobodysUntilItIsGranted() throws SQLException {
        String create = "create function shop.all_invoices() returns setof text language plpgsql security definer"
                + " set search_path = pg_catalog, pg_temp as $$ begin"
                + " alter table shop.invoice no force row level security;"
                + " return query select tenant_id from shop.invoice order by id;"
                + " alter table shop.invoice force row level security; end $$";
        migrator(create);
        Rejection.of(() -> shop.database().as(Shop.LOGIN).column("select shop.all_invoices()"))
                .hasState("42501");
        migrator("drop function shop.all_invoices()");

        controlled(
                "alter default privileges for role shop_owner grant execute on functions to public",
                "alter default privileges for role shop_owner revoke execute on functions from public",
                () -> {
                    migrator(create);
                    assertThat(shop.database().as(Shop.LOGIN).column("select shop.all_invoices()"))
                            .as("control: as PostgreSQL does it by default")
                            .containsExactly("acme", "globex");
                    migrator("drop function shop.all_invoices()");
                });
    }

    /** The pool hands the session on, and the next borrower's rows go to a table that no policy is asked about. */
    @Test
    void nothingTemporaryStandsInFrontOfATable() throws SQLException {
        String shadow = "create temporary table invoice (id int, tenant_id text)";
        String database = shop.database().name();
        for (String role : List.of(Shop.LOGIN, Shop.REPORTING, Shop.JOBS, Shop.MIGRATOR)) {
            Rejection.of(() -> shop.database().as(role).execute(shadow)).hasState("42501");
        }

        controlled(
                "grant temporary on database " + database + " to shop_app",
                "revoke temporary on database " + database + " from shop_app",
                () -> {
                    try (Connection pooled = shop.database().as(Shop.LOGIN).connect()) {
                        Sql.execute(pooled, "set search_path = shop", shadow);
                        Sql.execute(pooled, "insert into invoice values (3, 'globex')");
                        assertThat(Sql.column(pooled, "select tenant_id from invoice"))
                                .as("control: the next borrower's row, unbound")
                                .containsExactly("globex");
                    }
                });
    }

    /** An exact match wins over PostgreSQL's own function, wherever on the path it lies, and runs as its caller. */
    @Test
    void nothingOfTheApplicationRunsAsTheOwner() throws SQLException {
        String plant = "create function shop.lower(varchar) returns text language plpgsql as $$ begin"
                + " alter table shop.invoice no force row level security; return 'planted'; end $$";
        Rejection.of(() -> shop.database().as(Shop.LOGIN).execute(plant)).hasState("42501");

        controlled(
                "grant create on schema shop to shop_app",
                "drop function shop.lower(varchar); revoke create on schema shop from shop_app",
                () -> {
                    shop.database().as(Shop.LOGIN).execute(plant);
                    try (Connection migrator = shop.database().as(Shop.MIGRATOR).connect()) {
                        Sql.execute(migrator, "set search_path = shop, pg_catalog");
                        assertThat(Sql.column(migrator, "select lower('X'::varchar)"))
                                .as("control: with CREATE")
                                .containsExactly("planted");
                        assertThat(Sql.column(migrator, "select tenant_id from invoice order by id"))
                                .containsExactly("acme", "globex");
                        Sql.execute(migrator, "alter table invoice force row level security");
                    }
                });
    }

    private static void controlled(String without, String with, Rejection.Action leak) throws SQLException {
        superuser(without);
        try {
            leak.run();
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            superuser(with);
        }
    }

    private static void superuser(String... statements) throws SQLException {
        shop.database().superuser().execute(statements);
    }

    private static void migrator(String... statements) throws SQLException {
        shop.database().as(Shop.MIGRATOR).execute(statements);
    }
}
