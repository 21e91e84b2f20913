package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Version.class)
class InstallationTest {

    private static final String MIGRATOR = PostgresServer.MIGRATOR;

    @Parameter
    Version version;

    TestDatabase database;

    @BeforeEach
    void freshCluster() throws SQLException {
        database = Cluster.fresh(version);
        assertThat(database.migrator()
                        .value("select concat_ws(' ', rolsuper, rolbypassrls, rolcreaterole, datdba = r.oid)"
                                + " from pg_roles r, pg_database where rolname = current_user"
                                + " and datname = current_database()"))
                .as("the installer is no superuser, may create roles and owns the database")
                .isEqualTo("f f t t");
    }

    @ParameterizedTest
    @EnumSource
    void everyInstallerBringsTheSameFunctionsAndASecondRunChangesNothing(Installer installer) throws Exception {
        installer.installSchema(database, MIGRATOR);

        assertThat(Catalog.functions(database)).isEqualTo(golden());
        String snapshot = Catalog.snapshot(database);
        String secret = secret();
        installer.installSchema(database, MIGRATOR);
        assertThat(Catalog.snapshot(database)).isEqualTo(snapshot);
        assertThat(secret()).isEqualTo(secret);
    }

    @Test
    void aSecondRunDoesNotWaitForBinds() throws SQLException {
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.superuser().execute("alter database " + database.name() + " set lock_timeout = '1s'");
        try (Connection bind = database.superuser().connect()) {
            bind.setAutoCommit(false);
            Sql.execute(bind, "select from rls.verification_key");

            Installer.PSQL.installSchema(database, MIGRATOR);
            Installer.PSQL_SINGLE_TRANSACTION.installSchema(database, MIGRATOR);
        }
        assertThat(storage()).containsExactly("p", "p", "p");
    }

    @Test
    void aTableThatHasToChangeIsWaitedForFiveSecondsOnly() throws SQLException {
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.superuser()
                .execute(
                        "alter table rls.verification_key alter modulus set storage external",
                        "alter database " + database.name() + " set statement_timeout = '30s'");
        try (Connection bind = database.superuser().connect()) {
            bind.setAutoCommit(false);
            Sql.execute(bind, "select from rls.verification_key");

            Rejection.of(() -> Installer.PSQL.installSchema(database, MIGRATOR)).mentions("lock timeout");
        }
        Installer.PSQL.installSchema(database, MIGRATOR);
        assertThat(storage()).containsExactly("p", "p", "p");
    }

    /** An installation of the time when there were HS256 and RS256 only becomes one of today and keeps its keys. */
    @ParameterizedTest
    @EnumSource
    void anInstallationOfTwoAlgorithmsIsUpgraded(Installer installer) throws Exception {
        installer.installSchema(database, MIGRATOR);
        database.migrator().execute("grant rls_keys to migrator", "grant rls_app to application");
        TestIssuer issuer = new TestIssuer("test");
        register(issuer.rsa().toPublicJWK().toJSONString());
        register(issuer.secret().toJSONString());
        database.migrator().column("select rls.revoke_key('test-hmac')");
        String snapshot = Catalog.snapshot(database);
        String keys =
                "select string_agg(concat_ws(' ', kid, algorithm, md5(concat(inner_pad, modulus, reciprocal, octets,"
                        + " encoded_prefix)), registered_at, revoked_at), ', ' order by kid) from rls.verification_key";
        String registered = database.superuser().value(keys);
        asOfTwoAlgorithms();
        assertThat(Catalog.snapshot(database)).isNotEqualTo(snapshot);
        assertThat(Catalog.functions(database)).isNotEqualTo(golden());

        installer.installSchema(database, MIGRATOR);

        assertThat(Catalog.snapshot(database)).isEqualTo(snapshot);
        assertThat(Catalog.functions(database)).isEqualTo(golden());
        assertThat(database.superuser().value(keys)).isEqualTo(registered);
        database.application().column("select rls.bind(?)", issuer.token(Map.of("tenant_id", "acme")));
        Rejection.of(() -> register(issuer.secret().toJSONString())).mentions("or was revoked");
        register(P256.G.jwk("ec"));
    }

    /** An installation of the time when keys were registered by hand only gets the role and the tables that it lacks. */
    @ParameterizedTest
    @EnumSource
    void anInstallationWithoutTheKeyJobIsUpgraded(Installer installer) throws Exception {
        installer.installSchema(database, MIGRATOR);
        String snapshot = Catalog.snapshot(database);
        withoutTheKeyJob();
        assertThat(Catalog.snapshot(database)).isNotEqualTo(snapshot);

        installer.installSchema(database, MIGRATOR);

        assertThat(Catalog.snapshot(database)).isEqualTo(snapshot);
        assertThat(Catalog.functions(database)).isEqualTo(golden());
    }

    @Test
    void anUpgradeWaitsForBindsForFiveSecondsOnly() throws Exception {
        Installer.PSQL.installSchema(database, MIGRATOR);
        asOfTwoAlgorithms();
        database.superuser().execute("alter database " + database.name() + " set statement_timeout = '30s'");
        try (Connection bind = database.superuser().connect()) {
            bind.setAutoCommit(false);
            Sql.execute(bind, "select from rls.verification_key");

            Rejection.of(() -> Installer.PSQL.installSchema(database, MIGRATOR)).mentions("lock timeout");
        }
        Installer.PSQL.installSchema(database, MIGRATOR);
        assertThat(Catalog.functions(database)).isEqualTo(golden());
    }

    @Test
    void allInstallersLeaveTheSameCatalog() throws SQLException {
        Installer.PSQL.installSchema(database, MIGRATOR);
        String expected = Catalog.snapshot(database);
        for (Installer installer : Installer.values()) {
            TestDatabase other = PostgresServer.of(version).createDatabase();
            installer.installSchema(other, MIGRATOR);
            assertThat(Catalog.snapshot(other).replace(other.name(), database.name()))
                    .as("%s, in a second database of the cluster", installer)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rollbackLeavesEverythingAsItWas(LiquibaseVersion liquibase) throws SQLException {
        database.superuser()
                .execute(
                        "grant temporary on database " + database.name() + " to public",
                        "grant create on schema public to public");
        String before = Catalog.snapshot(database);

        liquibase.update(database, MIGRATOR, RlsSchema.CHANGELOG, Installer.SCHEMA_FILES);
        assertThat(Catalog.snapshot(database)).isNotEqualTo(before);
        liquibase.rollback(database, MIGRATOR, RlsSchema.CHANGELOG, Installer.SCHEMA_FILES);

        assertThat(Catalog.snapshot(database)).isEqualTo(before);
        liquibase.update(database, MIGRATOR, RlsSchema.CHANGELOG, Installer.SCHEMA_FILES);
    }

    @Test
    void rollbackKeepsTheRolesThatAnotherDatabaseUses() throws SQLException {
        Installer.PSQL.installSchema(database, MIGRATOR);
        TestDatabase other = PostgresServer.of(version).createDatabase();
        LiquibaseVersion.V4.update(other, MIGRATOR, RlsSchema.CHANGELOG, Installer.SCHEMA_FILES);
        String before = Catalog.snapshot(database);

        LiquibaseVersion.V4.rollback(other, MIGRATOR, RlsSchema.CHANGELOG, Installer.SCHEMA_FILES);

        assertThat(Catalog.snapshot(database)).isEqualTo(before);
    }

    @Test
    void theTwoLiquibasesAreTheTwoLines() {
        assertThat(LiquibaseVersion.V4.version()).startsWith("4.33");
        assertThat(LiquibaseVersion.V5.version()).startsWith("5.");
    }

    @Test
    void rolesSayWhatTheyAreForUnlessTheyDoAlready() throws SQLException {
        String comments = "select concat_ws(' ', objoid::regrole, left(description, 14)) from pg_shdescription"
                + " where classoid = 'pg_authid'::regclass order by 1";
        database.migrator().execute("create role rls_keys", "comment on role rls_keys is 'of other hands'");

        Installer.PSQL.installSchema(database, MIGRATOR);

        assertThat(database.superuser().column(comments))
                .containsExactly(
                        "rls_app rls-hibernate:",
                        "rls_key_job rls-hibernate:",
                        "rls_keys of other hands",
                        "rls_operator rls-hibernate:",
                        "rls_owner rls-hibernate:",
                        "rls_trusted rls-hibernate:");
    }

    @Test
    void theInstallerKeepsNoMembership() throws SQLException {
        Installer.PSQL.installSchema(database, MIGRATOR);

        String kept = version == Version.V15 ? "member" : "set";
        assertThat(database.migrator().value("select pg_has_role('rls_owner', ?)", kept))
                .isEqualTo("f");
        assertThat(database.migrator().value("select pg_has_role('rls_owner', 'usage')"))
                .isEqualTo("f");
    }

    /** A grant to the role that was set would not be revoked from it: each changeset ends as the role that logged in. */
    @Test
    void aRoleThatWasSetBeforeGetsNoMembership() throws Exception {
        database.superuser()
                .execute(
                        "create role deployer createrole",
                        "create role deployment login createrole in role deployer password '" + PostgresServer.PASSWORD
                                + "'",
                        "alter database " + database.name() + " owner to deployer",
                        "alter schema public owner to deployer");
        Path file = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "schema")
                .resolve("as-deployer.sql");
        Files.writeString(
                file, "set role deployer;\n" + Files.readString(Installer.SCHEMA_FILES.resolve(RlsSchema.CHANGELOG)));

        Psql.run(database, "deployment", file, false);
        Psql.run(database, "deployment", file, true);

        List<String> members = database.superuser()
                .column("select concat_ws(' ', member::regrole, admin_option, to_jsonb(m) ->> 'inherit_option',"
                        + " to_jsonb(m) ->> 'set_option') from pg_auth_members m where roleid = 'rls_owner'::regrole");
        if (version == Version.V15) {
            assertThat(members).isEmpty();
        } else {
            assertThat(members).containsExactly("deployment t false false");
        }
    }

    @Test
    void publicMayCreateNothingAfterwards() throws SQLException {
        database.superuser()
                .execute(
                        "grant temporary on database " + database.name() + " to public",
                        "grant create on schema public to public");
        database.application().execute("create temporary table before (x int)", "create table public.before (x int)");

        Installer.LIQUIBASE_4.installSchema(database, MIGRATOR);

        Rejection.of(() -> database.application().execute("create temporary table after (x int)"))
                .hasState("42501");
        Rejection.of(() -> database.application().execute("create table public.after (x int)"))
                .hasState("42501");
    }

    /** A better match than PostgreSQL's own function wins, wherever on the path it lies. */
    @Test
    void theInstallerRunsNothingThatLiesInSchemaPublic() throws SQLException {
        database.superuser().execute("grant create on schema public to public");
        String body = " returns %s language plpgsql as $$ begin raise exception 'foreign code ran'; end $$";
        database.application()
                .execute(
                        "create function public.num_nulls(bytea, bytea)" + body.formatted("int"),
                        "create function public.num_nonnulls(bytea, bytea)" + body.formatted("int"),
                        "create function public.num_nulls(numeric, numeric, int, numeric)" + body.formatted("int"),
                        "create function public.num_nonnulls(numeric, numeric, int, numeric)" + body.formatted("int"),
                        "create function public.has_database_privilege(text, name, text)" + body.formatted("boolean"),
                        "create function public.pg_has_role(name, text, text)" + body.formatted("boolean"),
                        "create function public.differs(oid, regrole)" + body.formatted("boolean"),
                        "create operator public.<> (leftarg = oid, rightarg = regrole, function = public.differs)");
        // The control: a call that does not name the schema.
        Rejection.of(() -> database.migrator()
                        .execute("select has_database_privilege('public', current_database(), 'temporary')"))
                .mentions("foreign code ran");

        Installer.PSQL.installSchema(database, MIGRATOR);
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.migrator().execute("grant rls_keys to migrator");
        database.migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, 'issuer', 'audience')",
                        new TestIssuer("test").secret().toJSONString());
    }

    /** Takes away what came with the other algorithms, and the memory of its changesets. */
    private void asOfTwoAlgorithms() throws SQLException {
        Sql superuser = database.superuser();
        superuser.execute(
                "drop table rls.comb_point, rls.comb",
                """
                alter table rls.verification_key
                  drop constraint verification_key_material, drop encoded_bits, drop public_point,
                  add check (case algorithm
                    when 'HS256' then num_nulls(inner_pad, outer_pad) = 0
                      and num_nonnulls(modulus, reciprocal, octets, encoded_prefix) = 0
                    when 'RS256' then num_nonnulls(inner_pad, outer_pad) = 0
                      and num_nulls(modulus, reciprocal, octets, encoded_prefix) = 0
                    else false end)""",
                "drop function rls.rsa_key(jsonb, text)",
                "create function rls.rs256_key(jwk jsonb) returns rls.verification_key"
                        + " language sql as 'select null::rls.verification_key'",
                "alter function rls.rs256_key(jsonb) owner to rls_owner");
        for (String log :
                superuser.column("select oid::regclass::text from pg_class where relname = 'databasechangelog'")) {
            superuser.execute("delete from " + log + " where id in ('verification_key_algorithms', 'comb', 'rsa_key')");
        }
    }

    /** Takes away what came with the key job, and the memory of its changesets. */
    private void withoutTheKeyJob() throws SQLException {
        Sql superuser = database.superuser();
        superuser.execute(
                "drop function rls.follow_keys, rls.follow_issuer, rls.unfollow_issuer",
                "drop table rls.missing_key, rls.followed_issuer",
                "drop role rls_key_job");
        for (String log :
                superuser.column("select oid::regclass::text from pg_class where relname = 'databasechangelog'")) {
            superuser.execute(
                    "delete from " + log
                            + " where id in ('followed_issuer', 'follow_keys', 'follow_issuer', 'unfollow_issuer')",
                    "update " + log + " set md5sum = '9:of-another-version' where id = 'roles'");
        }
    }

    private void register(String jwk) throws SQLException {
        database.migrator().column("select rls.add_jwk(?::jsonb, ?, ?)", jwk, TestIssuer.ISSUER, TestIssuer.AUDIENCE);
    }

    private List<String> storage() throws SQLException {
        return database.superuser()
                .column("select attstorage from pg_attribute where attrelid = 'rls.verification_key'::regclass"
                        + " and attname in ('modulus', 'reciprocal', 'encoded_prefix')");
    }

    private String secret() throws SQLException {
        return database.superuser()
                .value("select concat_ws(' ', secret_a, secret_b, created_at, pg_sequence_last_value('rls.secret_a'),"
                        + " pg_sequence_last_value('rls.secret_b')) from rls.context_secret");
    }

    private static String golden() throws IOException {
        try (InputStream in = InstallationTest.class.getResourceAsStream("functions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
