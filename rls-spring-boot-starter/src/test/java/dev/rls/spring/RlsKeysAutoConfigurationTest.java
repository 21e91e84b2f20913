package dev.rls.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import dev.rls.liquibase.RlsSchema;
import dev.rls.liquibase.keys.KeyFollower;
import dev.rls.spring.internal.KeyJob;
import dev.rls.spring.internal.RlsFailureAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The key job in real contexts, on a real database, with keys from a real server. */
@ExtendWith(OutputCaptureExtension.class)
class RlsKeysAutoConfigurationTest {

    private static final AtomicReference<String> PUBLISHED = new AtomicReference<>("");

    private static TestDatabase database;
    private static HttpServer server;

    private ApplicationContextRunner runner = new ApplicationContextRunner();

    @BeforeAll
    static void create() throws SQLException, IOException {
        database = PostgresServer.of(Version.V18).createDatabase();
        database.migrator().execute(text(RlsSchema.CHANGELOG));
        database.migrator()
                .execute(
                        "grant rls_app to application",
                        "grant rls_keys to migrator",
                        "create role key_job login password '" + PostgresServer.PASSWORD + "' in role rls_key_job",
                        "select rls.follow_issuer('" + TestIssuer.ISSUER + "', '" + TestIssuer.AUDIENCE + "')");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] octets = PUBLISHED.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(octets.length == 0 ? 503 : 200, octets.length == 0 ? -1 : octets.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(octets);
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @BeforeEach
    void configure() {
        PUBLISHED.set("");
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(RlsKeysAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.username=application",
                        "rls.keys.url=" + database.url(),
                        "rls.keys.username=key_job",
                        "rls.keys.password=" + PostgresServer.PASSWORD,
                        "rls.keys.issuers[0].issuer=" + TestIssuer.ISSUER,
                        "rls.keys.issuers[0].jwks-uri=http://localhost:"
                                + server.getAddress().getPort() + "/jwks.json");
    }

    @Test
    void keysAreThereWhenTheApplicationHasStarted(CapturedOutput output) {
        TestIssuer issuer = publish("started");

        runner.run(context -> {
            assertThat(context).hasNotFailed();
            bind(issuer);
            assertThat(output).contains("keys of issuer " + TestIssuer.ISSUER + ": added started-rsa");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("rls-keys"))
                    .singleElement()
                    .satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
        });
    }

    @Test
    void theyAreFollowedFromThenOn() {
        TestIssuer first = publish("first");

        runner.withPropertyValues("rls.keys.every=50ms", "rls.keys.grace=0s").run(context -> {
            bind(first);
            TestIssuer second = publish("second");
            eventually(() -> bind(second));
            eventually(() -> assertThatThrownBy(() -> bind(first)).hasMessageContaining("RLS510"));
            context.stop();
            eventually(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("rls-keys"));
        });
    }

    @Test
    void aKeyThatIsRefusedIsAWarning(CapturedOutput output) throws SQLException {
        TestIssuer own = new TestIssuer("own");
        TestIssuer taken = new TestIssuer("taken");
        database.migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, 'https://elsewhere.test', 'x')",
                        taken.rsa().toPublicJWK().toJSONString());
        PUBLISHED.set(new JWKSet(List.of(own.rsa().toPublicJWK(), taken.rsa().toPublicJWK())).toString());

        runner.run(context -> {
            assertThat(context).hasNotFailed();
            bind(own);
            assertThat(output.getAll().lines().filter(line -> line.contains("refused taken-rsa: ")))
                    .singleElement()
                    .asString()
                    .contains("WARN")
                    .contains("added own-rsa");
        });
    }

    @Test
    void anOutageIsLoggedAndTriedAgain(CapturedOutput output) {
        runner.withPropertyValues("rls.keys.every=50ms").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output).contains("RLS802: the keys of an issuer could not be fetched from http://localhost:");
            TestIssuer issuer = publish("late");
            eventually(() -> bind(issuer));
        });
    }

    @Test
    void aDatabaseThatDoesNotLetItIsLogged(CapturedOutput output) {
        publish("refused");

        runner.withPropertyValues("rls.keys.username=application", "spring.datasource.username=other")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).contains("RLS804: ").contains("permission denied for function follow_keys");
                    assertThat(output).doesNotContain("at org.postgresql");
                });
    }

    @Test
    void theApplicationsOwnLoginIsRefused() {
        runner.withPropertyValues("rls.keys.username=application").run(context -> {
            FailureAnalysis analysis = new RlsFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .isEqualTo(
                            "RLS199: rls.keys.username is application, and the application logs in as that too: whoever"
                                    + " brings keys can sign for every tenant, and the application must not.");
            assertThat(analysis.getAction())
                    .isEqualTo("Make a login of its own: create role application_keys login in role rls_key_job");
        });
    }

    /** However it was configured. */
    @Test
    void soIsTheLoginOfADataSource() {
        runner.withPropertyValues("rls.keys.username=application", "spring.datasource.username=other")
                .withBean(DataSource.class, () -> database.application().dataSource())
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageStartingWith("RLS199: "));
        publish("other");
        runner.withBean(DataSource.class, () -> database.application().dataSource())
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rls.keys.username=",
                "rls.keys.every=0s",
                "rls.keys.issuers[0].issuer=",
                "rls.keys.issuers[0].jwks-uri="
            })
    void whatIsMissingIsNamed(String property) {
        String name =
                property.substring("rls.keys.".length(), property.indexOf('=')).replace("[0]", "[..]");
        runner.withPropertyValues(property)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageStartingWith("RLS198: rls.keys.url is set, but rls.keys." + name + " is not,"));
    }

    @Test
    void keysFromAnywhereOnTheNetAreRefused() {
        runner.withPropertyValues("rls.keys.issuers[0].jwks-uri=http://issuer.test/jwks.json")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageStartingWith("RLS800: "));
    }

    @Test
    void itIsOffUnlessItIsAskedFor() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(RlsKeysAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(KeyJob.class));
        runner.withClassLoader(new FilteredClassLoader(KeyFollower.class))
                .run(context -> assertThat(context)
                        .as("without rls-liquibase")
                        .hasNotFailed()
                        .doesNotHaveBean(KeyJob.class));
    }

    private static TestIssuer publish(String name) {
        TestIssuer issuer = new TestIssuer(name);
        PUBLISHED.set(new JWKSet(issuer.rsa().toPublicJWK()).toString());
        return issuer;
    }

    private static void bind(TestIssuer issuer) throws SQLException {
        database.application().column("select rls.bind(?)", issuer.token(Map.of("tenant_id", "acme")));
    }

    private interface Check {
        void run() throws Exception;
    }

    private static void eventually(Check check) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (true) {
            try {
                check.run();
                return;
            } catch (SQLException | AssertionError e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(RlsSchema.class.getResourceAsStream("/" + resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
