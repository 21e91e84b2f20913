package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How {@code roles.sql} runs, runs again, refuses and rolls back, as a role that is no superuser. */
@ParameterizedClass
@EnumSource(Version.class)
class RolesChangelogTest {

    private static final String INSTALLER = PostgresServer.MIGRATOR;

    @Parameter
    Version version;

    private static TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void schema(Version version) throws SQLException {
        database = Cluster.fresh(version);
        Installer.PSQL_SINGLE_TRANSACTION.installSchema(database, INSTALLER);
    }

    @AfterEach
    void nothingIsLeft() throws SQLException {
        database.superuser().execute("drop table if exists databasechangelog, databasechangeloglock");
        for (String role : database.superuser()
                .column(
                        "select rolname from pg_roles where rolname ~ '^(shop|app|eve)' and rolname <> 'application'")) {
            database.superuser().execute("drop owned by " + role + " cascade", "drop role " + role);
        }
        database.superuser().execute("drop schema if exists shop cascade");
    }

    @Test
    void everyInstallerMakesTheSameRolesAndRollbackLeavesNothing() throws Exception {
        String before = Catalog.snapshot(database);
        psql(Shop.NAMES, true);
        String expected = Catalog.snapshot(database);
        assertThat(expected).contains("role shop_owner", "schema shop");
        psql(Shop.NAMES, false);
        assertThat(Catalog.snapshot(database)).as("a second run").isEqualTo(expected);
        rollbackByHand(Shop.NAMES);
        assertThat(Catalog.snapshot(database)).isEqualTo(before);
        rollbackByHand(Shop.NAMES);
        assertThat(Catalog.snapshot(database)).as("rolled back twice").isEqualTo(before);

        for (LiquibaseVersion liquibase : LiquibaseVersion.values()) {
            liquibase.update(database, INSTALLER, RlsSchema.ROLES, Installer.SCHEMA_FILES, Shop.NAMES);
            assertThat(Catalog.snapshot(database)).as("%s", liquibase).isEqualTo(expected);
            liquibase.rollback(database, INSTALLER, RlsSchema.ROLES, Installer.SCHEMA_FILES, Shop.NAMES);
            assertThat(Catalog.snapshot(database))
                    .as("%s, rolled back", liquibase)
                    .isEqualTo(before);
        }
    }

    @Test
    void theCommandOfThePageMakesThem() throws Exception {
        psql(Shop.NAMES, true);
        String expected = Catalog.snapshot(database);
        rollbackByHand(Shop.NAMES);
        Assumptions.assumeTrue(Psql.PRESENT, "psql is not on the PATH: install postgresql-client");

        Path changelog = Installer.SCHEMA_FILES.resolve(RlsSchema.ROLES);
        Shell.run(database, Recipe.of("roles").replace("-f roles.sql", "-f " + changelog));

        assertThat(Catalog.snapshot(database)).isEqualTo(expected);
    }

    @Test
    void withoutNamesItHasSomeOfItsOwn() throws Exception {
        String before = Catalog.snapshot(database);
        psql(Map.of(), true);
        String expected = Catalog.snapshot(database);
        assertThat(expected)
                .contains("member app of rls_app", "member app_migrator of app_owner", "role app_owner")
                .doesNotContain("schema shop");
        rollbackByHand(Map.of());
        assertThat(Catalog.snapshot(database)).isEqualTo(before);

        LiquibaseVersion.V5.update(database, INSTALLER, RlsSchema.ROLES, Installer.SCHEMA_FILES);
        assertThat(Catalog.snapshot(database)).isEqualTo(expected);
    }

    /** Liquibase runs a changeset that may run again if its text has changed, and the names are part of it. */
    @ParameterizedTest
    @EnumSource
    void anotherRouteIsAddedByTheNextRun(LiquibaseVersion liquibase) throws SQLException {
        liquibase.update(database, INSTALLER, RlsSchema.ROLES, Installer.SCHEMA_FILES, Shop.NAMES);
        Map<String, String> more = with("rls.role.routes", Shop.NAMES.get("rls.role.routes") + ",shop_export");

        liquibase.update(database, INSTALLER, RlsSchema.ROLES, Installer.SCHEMA_FILES, more);

        assertThat(database.superuser()
                        .value("select pg_has_role('shop_export', 'rls_app', 'usage')"
                                + " and has_schema_privilege('shop_export', 'shop', 'usage')"))
                .isEqualTo("t");
    }

    @Test
    void aRunForEachSchemaServesThemAll() throws Exception {
        String before = Catalog.snapshot(database);
        Map<String, String> other = with("rls.schema", "shop_archive");
        psql(other, true);
        psql(Shop.NAMES, true);
        try {
            assertThat(database.superuser()
                            .column("select s from unnest('{shop,shop_archive}'::text[]) s"
                                    + " where has_schema_privilege('shop_owner', s, 'create')"
                                    + " and has_schema_privilege('shop_app', s, 'usage')"
                                    + " and has_schema_privilege('shop_reporting', s, 'usage')"))
                    .containsExactly("shop", "shop_archive");
            assertThat(database.superuser()
                            .column("select distinct c from pg_db_role_setting, unnest(setconfig) c"
                                    + " where c like 'search_path%'"))
                    .containsExactly("search_path=shop");
        } finally {
            rollbackByHand(other);
            rollbackByHand(Shop.NAMES);
        }
        assertThat(Catalog.snapshot(database)).isEqualTo(before);
    }

    @Test
    void whatWasOpenedIsClosedByTheNextRun() throws Exception {
        psql(Shop.NAMES, true);
        String expected = Catalog.snapshot(database);
        database.superuser()
                .execute(
                        "alter default privileges for role shop_owner grant select, insert on tables to shop_app",
                        "alter default privileges for role shop_owner in schema shop grant usage on sequences to public",
                        "alter default privileges for role shop_owner grant execute on functions to public",
                        "set role shop_owner; grant create on schema shop to public, shop_app",
                        "set role migrator; grant create, temporary on database " + database.name() + " to shop_app");
        if (version == Version.V15) {
            database.superuser().execute("alter role shop_migrator inherit");
        } else {
            database.superuser().execute("set role migrator; grant shop_owner to shop_migrator with inherit true");
        }
        assertThat(Catalog.snapshot(database)).isNotEqualTo(expected);

        psql(Shop.NAMES, true);

        assertThat(Catalog.snapshot(database)).isEqualTo(expected);
        assertThat(database.superuser().value("select pg_has_role('shop_migrator', 'shop_owner', 'usage')"))
                .isEqualTo("f");
    }

    @Test
    void rolesThatWereThereStayAndKeepTheirSay() throws Exception {
        database.migrator().execute("create role shop login", "comment on role shop is 'of other hands'");
        String before = Catalog.snapshot(database);
        psql(Shop.NAMES, true);
        psql(Shop.NAMES, true);
        assertThat(database.superuser().column("select rolname from pg_roles where rolname like 'shop%' order by 1"))
                .hasSize(8);
        assertThat(before).contains("comment on role shop: of other hands");

        rollbackByHand(Shop.NAMES);

        assertThat(Catalog.snapshot(database)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create role shop_owner login | role shop_owner exists and can do more than it may",
                "create role shop_app login | role shop_app exists and can do more than it may",
                "create role shop superuser login | role shop exists and can do more than it may",
                "create role shop_reporting bypassrls login | role shop_reporting exists and can do more than it may",
                "create role shop_jobs createrole login | role shop_jobs exists and can do more than it may",
                "create role shop_owner; create role eve in role shop_owner | members that should not be: eve of shop_owner",
                "create role shop; create role shop_reporting in role shop | members that should not be: shop_reporting of shop",
                "create role shop in role rls_keys | members that should not be: shop of rls_keys",
                "create role shop in role rls_key_job | members that should not be: shop of rls_key_job",
                "create schema shop | schema shop belongs to postgres, and migrator may not let shop_owner create tables in it"
            })
    void whatCouldDoMoreIsRefused(String prepared, String refusal) throws Exception {
        database.superuser().execute(prepared);
        // From PostgreSQL 16 on only by who may administer them.
        for (String role : database.superuser().column("select rolname from pg_roles where rolname like 'shop%'")) {
            if (version == Version.V18) {
                database.superuser()
                        .execute("grant " + role + " to migrator with admin true, inherit false, set false");
            }
        }
        String before = Catalog.snapshot(database);

        Rejection.of(() -> psql(Shop.NAMES, true)).mentions("RLS500: ").mentions(refusal);

        assertThat(Catalog.snapshot(database)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rls.role.owner | shop_migrator | are not roles of their own",
                "rls.role.owner | migrator | are not roles of their own",
                "rls.role.login | rls_operator | are not roles of their own",
                "rls.role.login | rls_key_job | are not roles of their own",
                "rls.role.application | rls_app | route shop_reporting would have the rights of the application",
                "rls.role.routes | shop_night:rls_operator | route shop_night cannot be a member of rls_operator"
            })
    void namesThatWouldMixWhatIsApartAreRefused(String parameter, String value, String refusal) {
        Rejection.of(() -> LiquibaseVersion.V4.update(
                        database, INSTALLER, RlsSchema.ROLES, Installer.SCHEMA_FILES, with(parameter, value)))
                .mentions("RLS500: ")
                .mentions(refusal);
    }

    @Test
    void anInstallerWhoMayNotAdministerWhatIsThereIsToldHow() throws Exception {
        superuser("create role shop login", "create role eve login password '" + PostgresServer.PASSWORD + "'");
        Path roles = file(Shop.NAMES, Files.readString(Installer.SCHEMA_FILES.resolve(RlsSchema.ROLES)));
        Rejection.of(() -> Psql.run(database, "eve", roles, true))
                .mentions("RLS500: eve may not make roles")
                .mentions("alter role eve createrole");
        superuser("alter role eve createrole");
        if (version == Version.V18) {
            String grant = "grant rls_app, rls_key_job, rls_keys, rls_trusted, shop to eve"
                    + " with admin true, inherit false, set false";
            Rejection.of(() -> Psql.run(database, "eve", roles, true))
                    .mentions("RLS500: eve may not administer rls_app, rls_key_job, rls_keys, rls_trusted, shop")
                    .mentions(grant);
            superuser(grant);
        }
        superuser("alter database " + database.name() + " owner to eve");
        try {
            Psql.run(database, "eve", roles, true);
            Psql.run(database, "eve", roles, true);
            assertThat(database.superuser()
                            .value("select pg_has_role('shop', 'shop_app', 'usage')"
                                    + " and pg_has_role('shop_jobs', 'rls_trusted', 'usage')"))
                    .isEqualTo("t");
        } finally {
            superuser("alter database " + database.name() + " owner to " + INSTALLER);
        }
    }

    private static void superuser(String... statements) throws SQLException {
        database.superuser().execute(statements);
    }

    private static Map<String, String> with(String parameter, String value) {
        Map<String, String> names = new HashMap<>(Shop.NAMES);
        names.put(parameter, value);
        return names;
    }

    private static void psql(Map<String, String> names, boolean singleTransaction) throws IOException, SQLException {
        String changelog = Files.readString(Installer.SCHEMA_FILES.resolve(RlsSchema.ROLES));
        Psql.run(database, INSTALLER, file(names, changelog), singleTransaction);
    }

    private static void rollbackByHand(Map<String, String> names) throws IOException, SQLException {
        String changelog = Files.readString(Installer.SCHEMA_FILES.resolve(RlsSchema.ROLES));
        Psql.run(database, INSTALLER, file(names, Rollback.lines(changelog)), true);
    }

    private static Path file(Map<String, String> names, String sql) throws IOException {
        StringBuilder text = new StringBuilder();
        names.forEach((name, value) -> text.append("set %s = '%s';\n".formatted(name, value)));
        Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "roles", ".sql");
        return Files.writeString(file, text.append(sql));
    }
}
