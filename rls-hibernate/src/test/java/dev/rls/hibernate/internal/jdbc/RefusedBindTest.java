package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestIssuer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bind says that the database refuses. */
class RefusedBindTest {

    private static final String TITLES = "select title from invoice order by id";

    @ParameterizedTest
    @EnumSource
    void aLoginThatMayNotBindIsNamedWithTheGrant(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        Sql superuser = tenants.database().superuser();
        superuser.execute(
                "create role stranger login password '" + PostgresServer.PASSWORD + "'",
                "grant select, insert on invoice to stranger");
        try {
            for (Claims claims : new Claims[] {
                tenants.of("acme"), Claims.ofToken("rls_0123", Map.of()), Claims.of(Map.of("tenant_id", "acme"))
            }) {
                try (Connection stranger =
                                Bound.connect(tenants.database().as("stranger").dataSource(), claims);
                        PreparedStatement alone = stranger.prepareStatement(TITLES)) {
                    String group = claims.token() == null ? "rls_trusted" : "rls_app";
                    assertNamed(() -> column(stranger, TITLES), group);
                    stranger.setAutoCommit(false);
                    assertNamed(() -> column(stranger, TITLES), group);
                    stranger.rollback();
                    alone.closeOnCompletion();
                    assertNamed(alone::executeQuery, group);
                    stranger.rollback();
                }
            }
            superuser.execute("grant rls_app to stranger");
            try (Connection stranger =
                    Bound.connect(tenants.database().as("stranger").dataSource(), tenants.of("acme"))) {
                assertThat(column(stranger, TITLES)).as("the fix").containsExactly("a1", "a2");
                assertThatThrownBy(() -> column(stranger, "select rls.bind_claims('{}')"))
                        .as("what is refused behind the bind is not the bind")
                        .satisfies(e -> Bound.assertState(e, "42501"))
                        .hasMessageStartingWith("ERROR: permission denied for function bind_claims");
            }
        } finally {
            superuser.execute("drop owned by stranger", "drop role stranger");
        }
    }

    private static void assertNamed(ThrowingCallable bind, String group) {
        assertThatThrownBy(bind)
                .satisfies(e -> Bound.assertState(e, "42501"))
                .hasMessageStartingWith("RLS254: login stranger may not bind ")
                .hasMessageContaining("grant " + group)
                .hasMessageContaining(" to stranger. ")
                .cause()
                .hasMessageStartingWith("ERROR: permission denied for function bind_");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatTheDatabaseRejectsIsToldByKeyAndEnd(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        Claims good = tenants.of("acme");
        String token = TestIssuer.sign(
                        tenants.issuer().rsa(),
                        good.asMap(),
                        claims -> claims.expirationTime(Date.from(Instant.ofEpochSecond(1_900_000_000))))
                + "x";
        String kid = tenants.issuer().rsa().getKeyID();
        try (Connection acme = bound(tenants, Claims.ofToken(token, Map.of()))) {
            assertThatThrownBy(() -> column(acme, TITLES))
                    .satisfies(e -> Bound.assertState(e, "28000"))
                    .hasMessageStartingWith("ERROR: RLS510: token rejected\n")
                    .hasMessageContaining(
                            "Its kid is " + kid + ", its exp 2030-03-17T17:46:40Z, and the clock here says 20")
                    .hasMessageContaining("Hint: A token must be signed with a registered, unrevoked key")
                    .hasMessageNotContaining(token)
                    .hasMessageNotContaining(token.substring(token.lastIndexOf('.') + 1));
        }
        for (String other : new String[] {"x", "", ".", "e30.e30.e30", "e30..", "e30.e30.e30.e30.e30"}) {
            try (Connection acme = bound(tenants, Claims.ofToken(other, Map.of()))) {
                assertThatThrownBy(() -> column(acme, TITLES))
                        .satisfies(e -> Bound.assertState(e, "28000"))
                        .hasMessageContaining("Its kid is not known, its exp not known, and the clock here says 20");
            }
        }
    }

    private static Connection bound(TenantDatabase tenants, Claims claims) throws SQLException {
        return Bound.connect(tenants.database().application().dataSource(), claims);
    }
}
