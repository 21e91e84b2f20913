package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that does not hold what was compiled is no start, and the message says what brings it. */
class DatabaseStartUpTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.TenantScoped;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            public class Note {
                @Id Long id;
                String tenantId;
            }
            """;

    private static final String CHANGESET =
            "; brought by changeset rls:app/public.note of META-INF/rls/app/changelog.sql";

    private static final String CHANGED = ", in the database changed or dropped by hand, or the table has a new owner";

    private static final String REPAIR =
            ". Run that as the table's owner. Liquibase counts it as run: delete its row from databasechangelog first, or"
                    + " run the file with psql";

    private static final String HIBERNATE_POLICY = "create policy hibernate_tenant_isolation on note using"
            + " (tenantid = cast(nullif(current_setting('hibernate.tenant_id', true), '') as varchar(255))"
            + " or coalesce(cast(nullif(current_setting('hibernate.tenant_id_root', true), '') as boolean), false))";

    private static Sources sources;
    private Place place;

    @BeforeAll
    static void compile() {
        sources = Sources.compiled(List.of(), NOTE);
    }

    @BeforeEach
    void create() {
        place = Place.postgres(Version.V18);
        sources.createTables(place);
    }

    @Test
    void theDatabaseAsItWasChangedByTheChangelogStarts() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));

        try (SessionFactory factory = start(place.application())) {
            assertThat(RlsProtection.of(factory).databaseEnforces()).isTrue();
        }
    }

    @Test
    void aTableWithoutPoliciesIsNamedOnceWithItsChangeset() {
        refused("public.note: row-level security is not enabled and forced" + CHANGESET);
    }

    @Test
    void aPolicyThatIsMissingIsNamedWithItsChangeset() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.owner("select rls.unregister_policy('public', 'note', 'rls_tenant_permit')");

        refused("public.note: policy rls_tenant_permit compiled as " + digest(1) + ", in the database absent"
                + CHANGESET);
    }

    @Test
    void aPolicyChangedByHandIsNamed() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.owner("alter policy rls_tenant_permit on note using (true)");

        refused("public.note: policy rls_tenant_permit compiled as " + digest(1) + CHANGED + CHANGESET + REPAIR);
    }

    @Test
    void aDroppedPolicyIsNamed() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.owner("drop policy rls_tenant_restrict on note");

        refused("public.note: policy rls_tenant_restrict compiled as " + digest(0) + CHANGED + CHANGESET + REPAIR);
    }

    @Test
    void aNewOwnerOfTheTableIsNamedUntilItRunsTheChangeset() {
        String changelog = sources.text("META-INF/rls/app/changelog.sql");
        place.runText(changelog);
        place.truth("create role note_owner", "alter table note owner to note_owner");
        try {
            refused(
                    "public.note: policy rls_tenant_restrict compiled as " + digest(0) + CHANGED + CHANGESET + REPAIR,
                    "public.note: policy rls_tenant_permit compiled as " + digest(1) + CHANGED + CHANGESET + REPAIR);

            place.truth("set role note_owner;\n" + changelog);
            start(place.application()).close();
        } finally {
            place.truth("drop table note", "drop role note_owner");
        }
    }

    @Test
    void rowSecurityThatIsNotForcedIsNamed() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.owner("alter table note no force row level security");

        refused("public.note: row-level security is not enabled and forced" + CHANGESET);
    }

    @Test
    void policiesOfAnotherClaimAreNamedByBothDigests() {
        Sources other = Sources.compiled(List.of(), NOTE.replace("@TenantScoped", "@TenantScoped(claim = \"org\")"));
        place.runText(other.text("META-INF/rls/app/changelog.sql"));

        refused(
                "public.note: policy rls_tenant_restrict compiled as " + digest(0) + ", in the database "
                        + digest(other, 0) + CHANGESET,
                "public.note: policy rls_tenant_permit compiled as " + digest(1) + ", in the database "
                        + digest(other, 1) + CHANGESET);
    }

    @Test
    void anOlderIndexStartsWhereTheDatabaseHasMore() {
        Sources newer = Sources.compiled(List.of(), NOTE, NOTE.replace("Note", "Bill"));
        newer.createTables(Place.h2()); // its mapping is sound
        place.owner("create table bill (id bigint primary key, tenantid varchar(255) not null)");
        place.runText(newer.text("META-INF/rls/app/changelog.sql"));

        start(place.application()).close();
    }

    /** Made as the schema tool of Hibernate 8 makes it. */
    @Test
    void aPolicyOfHibernatesOwnRowSecurityIsNamed() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.owner(HIBERNATE_POLICY);

        refused(
                "public.note: policy hibernate_tenant_isolation is Hibernate's own. It is permissive, so it adds to what"
                        + " others permit, and it permits every tenant to whoever sets hibernate.tenant_id_root. The restrictive"
                        + " policies of this library hold beside it, but are then all that holds: set"
                        + " hibernate.multi_tenant.rls_enabled=false and drop policy hibernate_tenant_isolation on public.note");

        place.owner("drop policy hibernate_tenant_isolation on public.note");
        start(place.application()).close();
    }

    /** What the message says: that policy alone opens every tenant, beside ours it opens none. */
    @Test
    void aPolicyOfHibernatesOwnRowSecurityOpensNothing() throws Exception {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.owner(HIBERNATE_POLICY);
        place.truth("insert into note (id, tenantid) values (1, 'acme'), (2, 'globex')");

        assertThat(notesOfAcme()).containsExactly("1");
        place.owner("drop policy rls_tenant_restrict on note");
        assertThat(notesOfAcme()).containsExactly("1", "2");
    }

    /** To somebody who has opened every tenant in Hibernate's eyes. */
    private List<String> notesOfAcme() throws Exception {
        return ClaimsScope.call(Tenants.ACME, () -> {
            try (Connection connection = new BoundDataSource(place.application()).getConnection()) {
                connection.setAutoCommit(false);
                Sql.column(connection, "select set_config('hibernate.tenant_id_root', 'true', true)");
                List<String> notes = Sql.column(connection, "select id from note order by id");
                connection.rollback();
                return notes;
            }
        });
    }

    @Test
    void aMissingSchemaRlsIsNamed() {
        place = Place.bare(Version.V18);
        sources.createTables(place);

        refused("schema rls is missing: run dev/rls/liquibase/schema.sql of rls-liquibase first");
    }

    @Test
    void aRoleBeyondRowSecurityIsRefused() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.truth(
                "create role note_bypass login bypassrls password 'secret'",
                "grant rls_app to note_bypass",
                "create role note_member login password 'secret'",
                "grant rls_app, note_bypass to note_member");
        String fix = ", for which row-level security does not hold: connect as a role of the application's own, a"
                + " member of rls_app and of nothing else";
        try {
            refused(as("postgres"), "role postgres is a superuser or a member of one" + fix);
            refused(as("note_bypass"), "role note_bypass has BYPASSRLS or is a member of a role that has it" + fix);
            refused(as("note_member"), "role note_member has BYPASSRLS or is a member of a role that has it" + fix);
            refused(
                    as("migrator"),
                    "role migrator owns schema rls or is a member of its owner" + fix,
                    "role migrator may register verification keys, and so sign for every tenant: revoke rls_key_job,"
                            + " rls_keys from it",
                    "role migrator owns public.note or is a member of its owner" + fix);
        } finally {
            place.truth("drop role note_member, note_bypass");
        }
    }

    @Test
    void aRoleThatMayBindNothingIsRefused() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.truth("create role note_stranger login password 'secret'");
        try {
            refused(as("note_stranger"), "role note_stranger may bind no claims: grant rls_app to it");
        } finally {
            place.truth("drop role note_stranger");
        }
    }

    @Test
    void aDriverThatWritesTokensIntoTheTextIsRefused() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        PGSimpleDataSource simple = (PGSimpleDataSource) place.application();
        simple.setPreferQueryMode(org.postgresql.jdbc.PreferQueryMode.SIMPLE);

        refused(
                simple,
                "the driver sends tokens as text of the statement, for statistics and logs to keep: remove"
                        + " preferQueryMode=simple from the JDBC URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rls_keys", "rls_key_job"})
    void aRoleThatMayRegisterKeysIsRefused(String group) {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.owner("drop role if exists key_holder", "create role key_holder login password 'secret'");
        place.owner("grant rls_app, " + group + " to key_holder");
        try {
            refused(
                    as("key_holder"),
                    "role key_holder may register verification keys, and so sign for every tenant: revoke " + group
                            + " from it");
            place.owner("revoke " + group + " from key_holder");
            start(as("key_holder")).close();
        } finally {
            place.truth("drop role key_holder");
        }
    }

    @Test
    void parametersInErrorsAreRefused() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.truth("alter role application in database " + place.database().name()
                + " set log_parameter_max_length_on_error = -1");

        refused("the server puts parameters, tokens among them, into errors and its log: set"
                + " log_parameter_max_length_on_error to 0 again, with alter role … reset or alter database … reset");
    }

    @Test
    void aTableThatIsAnotherOneHereIsRefused() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.owner(
                "create schema application authorization migrator",
                "create table application.note (id bigint primary key, tenantid varchar(255))",
                "grant usage on schema application to public");

        refused("public.note: Hibernate writes Note, which is not this table here. Name the schema to both:"
                + " hibernate.default_schema and -Arls.schema=<name>, or in the mapping");
    }

    @Test
    void tablesThatTheSameStartHasJustCreatedHaveNoPolicies() {
        place = Place.postgres(Version.V18);
        place.truth("grant create on schema public to application");
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.hbm2ddl.auto", "create");

        assertThatThrownBy(() -> sources.build(settings))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("public.note: row-level security is not enabled and forced" + CHANGESET);
    }

    @Test
    void aDatabaseThatCannotBeAskedIsRefused() {
        PGSimpleDataSource nowhere = (PGSimpleDataSource) place.application();
        nowhere.setPortNumbers(new int[] {1});
        Map<String, Object> settings = new HashMap<>(Place.connectBy(nowhere));
        settings.put("hibernate.boot.allow_jdbc_metadata_access", false);
        settings.put("hibernate.dialect", "org.hibernate.dialect.PostgreSQLDialect");

        assertThatThrownBy(() -> sources.build(settings))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "RLS121: the database could not be asked whether it holds the policies that were compiled. It"
                                + " must be reachable at start, by a connection of the application's own");
    }

    @Test
    void aSchemaThatTheLoginMayNotUseIsNoDatabaseThatCannotBeReached() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        place.truth("revoke usage on schema public from public");

        assertThatThrownBy(() -> start(place.application()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "RLS121: the application's login may not ask whether the database holds the policies that were"
                                + " compiled; the cause names what it lacks. Grant its group USAGE on the schema of each protected"
                                + " table")
                .hasRootCauseMessage("ERROR: permission denied for schema public");

        place.truth("grant usage on schema public to public");
        start(place.application()).close();
    }

    private void refused(String... findings) {
        refused(place.application(), findings);
    }

    private static void refused(DataSource dataSource, String... findings) {
        assertThatThrownBy(() -> start(dataSource))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "RLS120: the database does not protect what was compiled:\n  " + String.join("\n  ", findings));
    }

    private static SessionFactory start(DataSource dataSource) {
        return sources.build(Place.connectBy(dataSource));
    }

    private DataSource as(String role) {
        return place.database().as(role).dataSource();
    }

    private static String digest(int policy) {
        return digest(sources, policy);
    }

    /** As a person reads it from the index. */
    private static String digest(Sources sources, int policy) {
        String marker = "\"digest\": \"";
        return sources.text("META-INF/rls/app/policies.json")
                .split(marker)[policy + 1]
                .substring(0, 8);
    }
}
