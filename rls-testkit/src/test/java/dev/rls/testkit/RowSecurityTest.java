package dev.rls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.testkit.agreement.Postgres;
import dev.rls.testkit.app.Note;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each assertion holds where policies stand, and fails where one is removed. */
class RowSecurityTest {

    private static final Claims ALICE = user("acme", "alice");
    private static final Claims BOSS = Claims.of(Map.of("tenant_id", "acme", "sub", "bo", "roles", List.of("manager")));
    private static final Claims EVE = user("globex", "eve");

    private static final Note HERS = new Note(1, "acme", "alice", "hers");
    private static final Note BOBS = new Note(2, "acme", "bob", "bob's");

    private static final TestDatabase DATABASE = database();
    private static final SessionFactory FACTORY = factory();

    @RegisterExtension
    static final RowSecurityExtension EXTENSION = new RowSecurityExtension(() -> RowSecurity.of(FACTORY)
            .withDatabase(DATABASE.application().dataSource())
            .withOwner(DATABASE.migrator().dataSource()));

    @AfterAll
    static void stop() {
        FACTORY.close();
    }

    @Test
    void usersMayWhatThePoliciesSay(RowSecurity rows) {
        rows.assertThatUser(ALICE)
                .sees(HERS, BOBS)
                .canUpdate(HERS)
                .canDelete(HERS)
                .cannotUpdate(BOBS)
                .cannotDelete(BOBS)
                .canInsert(new Note(9, "acme", "bob", "new"))
                .cannotInsert(new Note(9, "globex", "alice", "new"))
                .cannotUpdate(new Note(1, "acme", "bob", "given away"));
        rows.assertThatUser(BOSS).sees(HERS, BOBS).canUpdate(HERS, BOBS).canDelete(HERS, BOBS);
        rows.assertThatUser(EVE).doesNotSee(HERS, BOBS).cannotUpdate(HERS).cannotDelete(HERS);
    }

    @Test
    void whatIsTriedDoesNotStay(RowSecurity rows) throws SQLException {
        rows.assertThatUser(ALICE)
                .canUpdate(new Note(1, "acme", "alice", "changed"))
                .canDelete(HERS);

        assertThat(DATABASE.superuser().column("select text from note order by id"))
                .containsExactly("hers", "bob's");
    }

    @Test
    void aFailureSaysWhatThePoliciesSay(RowSecurity rows) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rows.assertThatUser(ALICE).canUpdate(BOBS))
                .withMessage("""
                        Expected that the user can update Note 2, but:
                          ORM: cannot
                          database: cannot
                        The policies, for the claims [sub, tenant_id]:
                          SELECT @TenantScoped is TRUE
                          UPDATE @TenantScoped is TRUE
                          UPDATE own_or_manager using "author = :sub or 'manager' in :roles" is UNKNOWN
                          UPDATE own_or_manager check "author = :sub or 'manager' in :roles" is UNKNOWN""");
    }

    @Test
    void theTableShowsWhoSeesWhat(RowSecurity rows) {
        Map<String, Claims> users = new LinkedHashMap<>();
        users.put("alice", ALICE);
        users.put("boss", BOSS);
        users.put("eve", EVE);

        assertThat(rows.whoSeesWhat(users, HERS, BOBS)).isEqualTo("""
                row     alice  boss  eve
                Note 1  RUD    RUD   ---
                Note 2  R--    RUD   ---
                """);
    }

    @Test
    void ormDatabaseAndEvaluatorAgree(RowSecurity rows) throws SQLException {
        Agreement agreement = rows.agreement(Note.class);

        assertThat(agreement.cases()).isGreaterThan(50);
        assertThat(agreement.mixed()).isPositive();
        assertThat(DATABASE.superuser().column("select text from note order by id"))
                .containsExactly("hers", "bob's");
    }

    @Test
    void agreementNeedsSomeoneWhoPlantsRows() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RowSecurity.of(FACTORY).agreement(Note.class))
                .withMessage(
                        "RLS602: agreement needs a database and someone who plants rows. Call withDatabase(..) with"
                                + " the application's data source and withOwner(..) with the owner's");
    }

    /** The control: without its policies the database lets everybody do everything, and all of it is noticed. */
    @Test
    void aMissingPolicyIsNoticed(RowSecurity rows) throws SQLException {
        DATABASE.migrator().execute("alter table note disable row level security");
        try {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> rows.assertThatUser(EVE).doesNotSee(HERS))
                    .withMessageContaining("ORM: cannot")
                    .withMessageContaining("database: can\n");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> rows.assertThatUser(ALICE).cannotDelete(BOBS));
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rows.agreement(Note.class));
            assertThat(rows.whoSeesWhat(Map.of("eve", EVE), HERS)).contains("!!!");
        } finally {
            DATABASE.migrator().execute("alter table note enable row level security");
        }
    }

    private static Claims user(String tenant, String subject) {
        return Claims.of(Map.of("tenant_id", tenant, "sub", subject));
    }

    private static TestDatabase database() {
        TestDatabase database = Postgres.create(Version.V18);
        Postgres.run(
                database,
                "create table note (id bigint primary key, tenantId varchar(255), author varchar(255), text varchar(255));"
                        + Postgres.resource("META-INF/rls/test/changelog.sql"));
        try {
            database.superuser()
                    .execute("insert into note values (1, 'acme', 'alice', 'hers'), (2, 'acme', 'bob', 'bob''s')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    private static SessionFactory factory() {
        return new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySetting(
                                "hibernate.connection.datasource",
                                DATABASE.application().dataSource())
                        .build())
                .addAnnotatedClass(Note.class)
                .buildMetadata()
                .buildSessionFactory();
    }
}
