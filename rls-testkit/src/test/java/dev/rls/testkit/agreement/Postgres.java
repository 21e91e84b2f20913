package dev.rls.testkit.agreement;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.token.JwtVerifier;
import dev.rls.liquibase.RlsSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** Databases with schema rls, copied from one that was installed once. */
public final class Postgres {

    static final TestIssuer ISSUER = new TestIssuer("agreement");

    /** It takes what these databases take. */
    static final JwtVerifier VERIFIER = JwtVerifier.builder()
            .issuer(TestIssuer.ISSUER)
            .audience(TestIssuer.AUDIENCE)
            .algorithms(JWSAlgorithm.HS256)
            .jwkSet(new JWKSet(ISSUER.secret()))
            .build();

    private static final Map<Version, TestDatabase> INSTALLED = new EnumMap<>(Version.class);

    private Postgres() {}

    public static synchronized TestDatabase create(Version version) {
        PostgresServer server = PostgresServer.of(version);
        return server.copy(INSTALLED.computeIfAbsent(version, v -> installed(server)));
    }

    /** Claims that come with a token of theirs. */
    public static Claims byToken(Claims claims) {
        return VERIFIER.verify(TestIssuer.sign(ISSUER.secret(), claims.asMap(), builder -> {}));
    }

    private static TestDatabase installed(PostgresServer server) {
        TestDatabase database = server.createDatabase();
        try {
            run(database, resource(RlsSchema.CHANGELOG));
            database.migrator()
                    .execute(
                            "grant rls_app to " + PostgresServer.APPLICATION,
                            "grant rls_trusted to " + PostgresServer.APPLICATION,
                            "grant rls_keys to " + PostgresServer.MIGRATOR);
            database.migrator()
                    .column(
                            "select rls.add_jwk(?::jsonb, ?, ?)",
                            ISSUER.secret().toJSONString(),
                            TestIssuer.ISSUER,
                            TestIssuer.AUDIENCE);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A changelog, run as a whole by the owner. */
    public static void run(TestDatabase database, String sql) {
        try (Connection connection = database.migrator().connect()) {
            connection.setAutoCommit(false);
            Sql.execute(connection, sql);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String resource(String name) {
        try (InputStream in = Postgres.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
