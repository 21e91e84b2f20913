package dev.rls.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rls.claims.Claims;
import dev.rls.testkit.agreement.Postgres;
import dev.rls.testkit.app.Note;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As whom a test may log in, and what it is told otherwise. */
class LoginTest {

    private static final Claims ALICE = Claims.of(Map.of("tenant_id", "acme", "sub", "alice"));
    private static final Claims EVE = Claims.of(Map.of("tenant_id", "globex", "sub", "eve"));
    private static final Note HERS = new Note(1, "acme", "alice", "hers");

    private static final String UNTRUSTED = "RLS607: role tester may not bind claims that have no token. Run grant"
            + " rls_trusted to tester in the database of the tests, never in that of production";

    private static final TestApp APP = new TestApp();

    /** Roles belong to the server, which other tests use too. */
    @BeforeAll
    static void createRoles() {
        APP.execute(
                "create role tester login password 'secret' in role rls_app",
                "create role unbound login password 'secret'",
                "create role beyond login bypassrls password 'secret' in role rls_app, rls_trusted",
                "grant select on note to unbound");
    }

    @AfterAll
    static void stop() throws SQLException {
        APP.close();
        APP.execute("drop owned by tester, unbound, beyond", "drop role tester, unbound, beyond");
    }

    @Test
    void claimsWithoutTokenNeedTrust() {
        assertThatIllegalStateException()
                .isThrownBy(() -> as("tester").assertThatUser(ALICE).sees(HERS))
                .withMessage(UNTRUSTED);
        assertThatIllegalStateException()
                .isThrownBy(() -> as("tester")
                        .withOwner(APP.database.migrator().dataSource())
                        .agreement(Note.class))
                .withMessage(UNTRUSTED);
    }

    @Test
    void soDoThoseOfTheOrm() {
        try (SessionFactory factory = APP.factory(dataSource("tester"))) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> RowSecurity.of(factory).assertThatUser(ALICE).sees(HERS))
                    .withMessage(UNTRUSTED);
        }
    }

    /** The function itself asks for the membership. */
    @Test
    void theRightToCallTheFunctionIsNotEnough() {
        APP.execute("grant execute on function rls.bind_claims(jsonb) to tester");
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> as("tester").assertThatUser(ALICE).sees(HERS))
                    .withMessage(UNTRUSTED);
        } finally {
            APP.execute("revoke execute on function rls.bind_claims(jsonb) from tester");
        }
    }

    /** Which is its fix. */
    @Test
    void trustIsGranted() {
        APP.execute("grant rls_trusted to tester");
        try {
            as("tester").assertThatUser(ALICE).sees(HERS);
            as("tester").assertThatUser(EVE).doesNotSee(HERS);
        } finally {
            APP.execute("revoke rls_trusted from tester");
        }
    }

    @Test
    void tokensNeedTheGroupOfTheApplication() {
        Claims token = Postgres.byToken(ALICE);
        as("tester").assertThatUser(token).sees(HERS);

        assertThatIllegalStateException()
                .isThrownBy(() -> as("unbound").assertThatUser(token).sees(HERS))
                .withMessage("RLS607: role unbound may not bind tokens. Run grant rls_app to unbound");
    }

    @Test
    void nobodyIsBeyondThePolicies() {
        assertThatIllegalStateException()
                .isThrownBy(() -> as("postgres").assertThatUser(ALICE).sees(HERS))
                .withMessage(
                        "RLS608: role postgres is a superuser or a member of one, and the policies are not made for"
                                + " it. Call withDatabase(..) with connections of the role that the application logs in as");
        assertThatIllegalStateException()
                .isThrownBy(() -> as("beyond").assertThatUser(ALICE).sees(HERS))
                .withMessageStartingWith("RLS608: role beyond has BYPASSRLS or is a member of a role that has it, and");
        assertThatIllegalStateException()
                .isThrownBy(() -> as("migrator").assertThatUser(ALICE).sees(HERS))
                .withMessageStartingWith("RLS608: role migrator owns Note or is a member of its owner, and");
    }

    /** Other failures stay what they are. */
    @Test
    void aMissingTableIsNoLogin() {
        APP.execute("revoke all on note from rls_app");
        try {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> APP.rows().assertThatUser(ALICE).sees(HERS))
                    .withMessageContaining("permission denied for table note");
        } finally {
            APP.execute("grant select, insert, update, delete on note to rls_app");
        }
    }

    private static RowSecurity as(String role) {
        return RowSecurity.of(APP.factory).withDatabase(dataSource(role));
    }

    private static DataSource dataSource(String role) {
        return APP.database.as(role).dataSource();
    }
}
