package dev.rls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.testkit.app.Note;
import dev.rls.testkit.app.Ticket;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final TestApp APP = new TestApp();

    @RegisterExtension
    static final RowSecurityExtension EXTENSION = new RowSecurityExtension(APP::rows);

    @AfterAll
    static void stop() {
        APP.close();
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

        assertThat(APP.database.superuser().column("select text from note order by id"))
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
                        The policies, for the claims [sub, tenant_id] and the entity in memory:
                          UPDATE of dev.rls.testkit.app.Note: untouched
                            before, policy tenant: holds
                            before, policy own_or_manager: does not hold: author = :sub is false, 'manager' in :roles is unknown (claim "roles" is absent)
                            after, policy tenant: holds
                            after, policy own_or_manager: does not hold: author = :sub is false, 'manager' in :roles is unknown (claim "roles" is absent)""");
    }

    @Test
    void aFailureIsToldWithoutValues(RowSecurity rows) {
        Claims secretive =
                Claims.of(Map.of("tenant_id", "acme", "sub", "s3cret-subject", "roles", List.of("s3cret-role")));
        Note note = new Note(2, "acme", "s3cret-author", "s3cret-text");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rows.assertThatUser(secretive).canUpdate(note))
                .satisfies(e -> assertThat(e)
                        .hasMessageContaining("author = :sub is false")
                        .hasMessageNotContaining("s3cret"));
    }

    @Test
    void aClaimOfAWrongTypeIsRefused(RowSecurity rows) {
        Claims wrong = Claims.of(Map.of("tenant_id", "acme", "sub", 7));
        rows.assertThatUser(wrong).cannotUpdate(HERS).sees(HERS);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rows.assertThatUser(wrong).canUpdate(HERS))
                .withMessage("""
                        Expected that the user can update Note 1, but:
                          ORM: cannot
                          database: cannot
                        The policies, for the claims [sub, tenant_id] and the entity in memory:
                          RLS209: claim "sub" is not a JSON string, as the policies need it. Have the issuer put it into its tokens as that, or leave it out""");
    }

    /** The tenant of an insert is stamped, in the explanation too. */
    @Test
    void aNewRowGetsTheTenantOfTheClaims(RowSecurity rows) {
        Note untold = new Note(9, null, "alice", "new");
        rows.assertThatUser(ALICE).canInsert(untold);
        rows.assertThatUser(Claims.of(Map.of("tenant_id", 7))).cannotInsert(untold);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rows.assertThatUser(ALICE).cannotInsert(untold))
                .withMessage("""
                        Expected that the user cannot insert Note 9, but:
                          ORM: can
                          database: can
                        The policies, for the claims [sub, tenant_id] and the entity in memory:
                          INSERT of dev.rls.testkit.app.Note: admitted
                            policy tenant: holds""");
    }

    @Test
    void whatIsNotInMemoryIsNotExplained(RowSecurity rows) {
        APP.execute(
                "insert into board overriding system value values (5, 'acme', false)",
                "insert into ticket values (5, 0, 'acme', 'T-5', 'alice', null, null, 5, 1)");
        Ticket ticket =
                ClaimsScope.call(ALICE, () -> APP.factory.fromSession(session -> session.find(Ticket.class, 5L)));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rows.assertThatUser(ALICE).canDelete(ticket))
                .withMessage("""
                        Expected that the user can delete Ticket 5, but:
                          ORM: cannot
                          database: cannot
                        The policies, for the claims [sub, tenant_id] and the entity in memory:
                          not explained, because they ask for what is not there: a value that the database makes, or an association whose session is closed""");
    }

    /** An association comes first in the alphabet, and a sequence makes the identifier. */
    @Test
    void entitiesWithAssociationsAreWritten(RowSecurity rows) {
        APP.execute(
                "insert into board overriding system value values (6, 'acme', true)",
                "insert into ticket values (6, 0, 'acme', 'T-6', 'alice', null, null, 6, 1)");
        Ticket ticket =
                ClaimsScope.call(ALICE, () -> APP.factory.fromSession(session -> session.find(Ticket.class, 6L)));
        Ticket fresh = new Ticket();
        fresh.code = "T-7";
        fresh.assignee = "bob";
        fresh.priority = 1;
        fresh.board = ticket.board;

        rows.assertThatUser(ALICE)
                .sees(ticket)
                .canUpdate(ticket)
                .canDelete(ticket)
                .canInsert(fresh);
        rows.assertThatUser(EVE).doesNotSee(ticket).cannotUpdate(ticket);
        fresh.tenantId = "acme";
        rows.assertThatUser(EVE).cannotInsert(fresh);
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
        assertThat(APP.database.superuser().column("select text from note order by id"))
                .containsExactly("hers", "bob's");
    }

    @Test
    void agreementNeedsSomeoneWhoPlantsRows() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RowSecurity.of(APP.factory).agreement(Note.class))
                .withMessage(
                        "RLS602: agreement needs a database and someone who plants rows. Call withDatabase(..) with"
                                + " the application's data source and withOwner(..) with the owner's");
    }

    /** The control: without its policies the database lets everybody do everything, and all of it is noticed. */
    @Test
    void aMissingPolicyIsNoticed(RowSecurity rows) throws SQLException {
        APP.database.migrator().execute("alter table note disable row level security");
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
            APP.database.migrator().execute("alter table note enable row level security");
        }
    }

    private static Claims user(String tenant, String subject) {
        return Claims.of(Map.of("tenant_id", tenant, "sub", subject));
    }
}
