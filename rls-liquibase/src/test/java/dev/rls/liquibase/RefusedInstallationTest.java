package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Version.class)
class RefusedInstallationTest {

    private static final String MIGRATOR = PostgresServer.MIGRATOR;

    @Parameter
    Version version;

    TestDatabase database;

    @BeforeEach
    void freshCluster() throws SQLException {
        database = Cluster.fresh(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "superuser", "bypassrls", "createrole", "createdb", "replication"})
    void aForeignRoleThatCanDoMoreIsRefusedUntilItCannot(String attribute) throws SQLException {
        for (String role : new String[] {"rls_owner", "rls_app"}) {
            database.superuser().execute("create role " + role + " " + attribute);
            if (version == Version.V18 && role.equals("rls_owner")) {
                database.superuser().execute("grant rls_owner to migrator with admin option");
            }

            Rejection.of(() -> Installer.PSQL.installSchema(database, MIGRATOR))
                    .mentions("RLS500: role " + role + " exists and can do more than a role of schema rls may");

            database.superuser().execute("alter role " + role + " no" + attribute);
            Installer.PSQL.installSchema(database, MIGRATOR);
            database = Cluster.fresh(version);
        }
    }

    @Test
    void anOwnerThatBelongsToAnotherRoleIsRefused() throws SQLException {
        database.superuser().execute("create role rls_owner in role pg_read_all_data");

        Rejection.of(() -> Installer.LIQUIBASE_4.installSchema(database, MIGRATOR))
                .mentions("RLS500: role rls_owner exists and can do more than a role of schema rls may");
    }

    @Test
    void anOwnerWithOtherMembersIsRefusedUntilItHasNone() throws SQLException {
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.superuser().execute("grant rls_owner to application");

        Rejection.of(() -> Installer.PSQL.installSchema(database, MIGRATOR))
                .mentions("RLS500: role rls_owner exists and has members: application")
                .mentions(
                        "revoke rls_owner from application" + (version == Version.V15 ? "." : " granted by postgres."));

        database.superuser().execute("revoke rls_owner from application");
        Installer.PSQL.installSchema(database, MIGRATOR);
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "false, true, true", "false, false, false"})
    void fromPostgreSQL16OnTheOptionsOfAMembershipDecide(boolean inherit, boolean set, boolean refused)
            throws SQLException {
        Assumptions.assumeTrue(version == Version.V18);
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.superuser()
                .execute("grant rls_owner to application with admin true, inherit " + inherit + ", set " + set);

        if (refused) {
            Rejection.of(() -> Installer.PSQL.installSchema(database, MIGRATOR))
                    .mentions("RLS500: role rls_owner exists and has members: application");
        } else {
            Installer.PSQL.installSchema(database, MIGRATOR);
        }
        database.superuser().execute("revoke rls_owner from application");
    }

    @Test
    void aSecondInstallingRoleIsToldHowToBeAllowed() throws SQLException {
        Installer.PSQL.installSchema(database, MIGRATOR);
        TestDatabase other = PostgresServer.of(version).createDatabase();
        other.superuser()
                .execute(
                        "create role migrator2 login " + (version == Version.V15 ? "" : "createrole ") + "password '"
                                + PostgresServer.PASSWORD + "'",
                        "alter database " + other.name() + " owner to migrator2");

        String grant = version == Version.V15
                ? "alter role migrator2 createrole"
                : "grant rls_owner, rls_app, rls_trusted, rls_keys, rls_key_job, rls_operator to migrator2"
                        + " with admin true, inherit false, set false";

        Rejection.of(() -> Installer.PSQL.installSchema(other, "migrator2"))
                .mentions("RLS500: role rls_owner exists and migrator2 may not use it")
                .mentions(grant);

        other.migrator().execute(grant);
        Installer.PSQL.installSchema(other, "migrator2");
        Installer.PSQL_SINGLE_TRANSACTION.installSchema(other, "migrator2");
        Installer.PSQL.installSchema(database, MIGRATOR);
        assertThat(other.superuser()
                        .value(
                                "select pg_has_role('migrator2', 'rls_owner', ?)",
                                version == Version.V15 ? "member" : "set"))
                .isEqualTo("f");
    }

    /** The first changeset would revoke the option together with the membership, and the second would fail. */
    @Test
    void upToPostgreSQL15TheAdminOptionDoesNotMakeAnInstaller() throws SQLException {
        Assumptions.assumeTrue(version == Version.V15);
        Installer.PSQL.installSchema(database, MIGRATOR);
        TestDatabase other = PostgresServer.of(version).createDatabase();
        other.superuser()
                .execute(
                        "create role migrator2 login password '" + PostgresServer.PASSWORD + "'",
                        "grant rls_owner to migrator2 with admin option",
                        "alter database " + other.name() + " owner to migrator2");

        Rejection.of(() -> Installer.PSQL.installSchema(other, "migrator2"))
                .mentions("RLS500: role rls_owner exists and migrator2 may not use it")
                .mentions("alter role migrator2 createrole");
    }

    @Test
    void anInstallerThatMayNotCreateRolesIsToldSo() throws SQLException {
        database.superuser()
                .execute(
                        "create role plain login password '" + PostgresServer.PASSWORD + "'",
                        "alter database " + database.name() + " owner to plain",
                        "alter schema public owner to plain");

        Rejection.of(() -> Installer.LIQUIBASE_5.installSchema(database, "plain"))
                .mentions("RLS500: role rls_owner does not exist and plain may not create it");
    }

    @Test
    void theRolesOfAnApplicationComeAfterSchemaRls() {
        Rejection.of(() -> Installer.LIQUIBASE_4.update(database, MIGRATOR, RlsSchema.ROLES, Installer.SCHEMA_FILES))
                .mentions("RLS500: there are no roles of schema rls");
    }

    @Test
    void aForeignSchemaIsRefused() throws SQLException {
        database.migrator().execute("create schema rls");

        Rejection.of(() -> Installer.PSQL.installSchema(database, MIGRATOR))
                .mentions("RLS500: schema rls exists and does not belong to rls_owner");
    }

    /** As in a cluster that was upgraded from before PostgreSQL 15. */
    @ParameterizedTest
    @EnumSource
    void aSchemaPublicOfAnotherOwnerIsRefusedUntilThatOneClosesIt(Installer installer) throws SQLException {
        database.superuser().execute("create role dba", "alter schema public owner to dba");
        database.superuser().execute("set role dba; grant create on schema public to public");

        Rejection.of(() -> installer.installSchema(database, MIGRATOR))
                .mentions(
                        "RLS500: PUBLIC has CREATE on schema public, which belongs to dba, and migrator may not revoke it")
                .mentions("As dba: revoke create on schema public from public");

        database.superuser().execute("set role dba; revoke create on schema public from public");
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.superuser().execute("alter schema public owner to migrator", "drop role dba");
    }

    @Test
    void aDatabaseOfAnotherOwnerIsRefusedUntilThatOneTakesTemporaryAway() throws SQLException {
        database.superuser()
                .execute(
                        "create role dba",
                        "alter database " + database.name() + " owner to dba",
                        "grant create on database " + database.name() + " to migrator",
                        "grant temporary on database " + database.name() + " to public");

        Rejection.of(() -> Installer.PSQL.installSchema(database, MIGRATOR))
                .mentions("RLS500: PUBLIC has TEMPORARY on database " + database.name()
                        + ", which belongs to dba, and migrator may not revoke it")
                .mentions("As dba: revoke temporary on database " + database.name() + " from public");

        database.superuser().execute("set role dba; revoke temporary on database " + database.name() + " from public");
        Installer.PSQL.installSchema(database, MIGRATOR);
    }

    /** The owner's own REVOKE does not reach what somebody else granted. */
    @Test
    void whatAnotherThanTheOwnerGrantedIsItsToRevoke() throws SQLException {
        database.superuser().execute("create role dba", "grant create on schema public to dba with grant option");
        database.superuser().execute("set role dba; grant create on schema public to public");

        Rejection.of(() -> Installer.PSQL.installSchema(database, MIGRATOR))
                .mentions("RLS500: PUBLIC has CREATE on schema public, which belongs to migrator")
                .mentions("As dba: revoke create on schema public from public");

        database.superuser().execute("set role dba; revoke create on schema public from public");
        Installer.PSQL.installSchema(database, MIGRATOR);
    }

    @Test
    void anEncodingThatIsNotUtf8IsRefused() throws SQLException {
        TestDatabase latin = PostgresServer.of(version).createDatabase();
        database.superuser()
                .execute(
                        "drop database " + latin.name(),
                        "create database " + latin.name()
                                + " owner migrator encoding 'LATIN1' locale 'C' template template0");

        Rejection.of(() -> Installer.PSQL.installSchema(latin, MIGRATOR))
                .mentions("RLS500: the encoding of this database is LATIN1");
    }
}
