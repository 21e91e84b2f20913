package dev.rls.liquibase.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.fixtures.TestIssuer;
import dev.rls.liquibase.CheckedDatabase;
import dev.rls.liquibase.PublishedKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a scheduler calls it: what it prints, and the exit code. */
class FollowKeysCommandTest {

    private static TestDatabase database;

    private final PublishedKeys published = new PublishedKeys();
    private String out = "";
    private String err = "";

    @BeforeAll
    static void create() throws SQLException {
        database = CheckedDatabase.create(Version.V18);
        database.migrator()
                .execute(
                        "grant rls_keys to migrator",
                        "create role key_job login password '" + PostgresServer.PASSWORD + "' in role rls_key_job",
                        "select rls.follow_issuer('https://issuer.test', 'rls-test')",
                        "select rls.follow_issuer('https://lines.test', 'rls-test')");
    }

    @AfterEach
    void stop() {
        published.close();
    }

    @Test
    void eachKeyIsALine() {
        TestIssuer first = new TestIssuer("first");
        TestIssuer second = new TestIssuer("second");
        published.are(first.rsa().toPublicJWK());
        assertThat(run("--issuer", "https://lines.test")).isZero();
        assertThat(out).isEqualTo("added first-rsa\n");

        published.are(second.rsa().toPublicJWK());
        assertThat(run("--issuer", "https://lines.test", "--grace", "PT0S")).isZero();
        assertThat(out).isEqualTo("added second-rsa\nrevoked first-rsa\n");
        assertThat(err).isEmpty();
    }

    /** A scheduler looks at the exit code alone. */
    @Test
    void aKeyThatIsRefusedIsOneAndTheOthersCome() throws SQLException {
        TestIssuer own = new TestIssuer("own");
        TestIssuer taken = new TestIssuer("taken");
        database.migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, 'https://elsewhere.test', 'x')",
                        taken.rsa().toPublicJWK().toJSONString());
        database.migrator().execute("select rls.follow_issuer('https://refused.test', 'rls-test')");
        published.are(own.rsa().toPublicJWK(), taken.rsa().toPublicJWK());

        assertThat(run("--issuer", "https://refused.test")).isOne();
        assertThat(out)
                .isEqualTo(
                        "added own-rsa\nrefused taken-rsa: its id is that of a key of another issuer; a key needs an id"
                                + " of its own\n");
        assertThat(err).isEmpty();
        published.are(own.rsa().toPublicJWK());
        assertThat(run("--issuer", "https://refused.test")).isZero();
    }

    @Test
    void anOutageIsOneAndChangesNothing() {
        assertThat(run()).isOne();
        assertThat(err)
                .isEqualTo("RLS802: the keys of an issuer could not be fetched from " + published.uri()
                        + ": it answers with status 503. Nothing was changed; the next run tries again\n");
        published.says("{\"keys\":[]}");
        assertThat(run()).isOne();
        assertThat(err).startsWith("RLS527: ");
        assertThat(out).isEmpty();
    }

    @Test
    void aDatabaseThatCannotBeAskedIsTwo(@TempDir Path folder) throws IOException {
        published.are(new TestIssuer("asked").rsa().toPublicJWK());
        Path password = Files.writeString(folder.resolve("password"), "wrong-secret\n");

        assertThat(command(
                        "--url",
                        "jdbc:postgresql://localhost:1/shop",
                        "--user",
                        "key_job",
                        "--issuer",
                        "i",
                        "--jwks",
                        published.uri().toString()))
                .isEqualTo(2);
        assertThat(err).startsWith("RLS804: ");
        assertThat(run("--user", "application")).isEqualTo(2);
        assertThat(err).startsWith("RLS804: ").contains("permission denied for function follow_keys");
        assertThat(run("--issuer", "https://other.test")).isEqualTo(2);
        assertThat(err).startsWith("RLS526: ");
        run("--password-file", password.toString());
        assertThat(out + err).doesNotContain("wrong-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--url URL | --url and --user are needed; --help lists the options",
                "--url URL --user key_job | --issuer and --jwks are needed; --help lists the options",
                "--user x --url jdbc:postgresql://localhost/shop?password=secret | --url holds a password, for all to read:"
                        + " remove it, and use --password-file or the environment variable RLS_KEYS_PASSWORD",
                "--password secret | unknown option --password; --help lists them",
                "--jwks | --jwks needs a value; --help lists the options",
                "--jwks https://user:pass%word@issuer.example/ | --jwks is no URI",
                "--grace 1d | --grace 1d is no duration: write P1D for a day, PT1H for an hour",
                "--url URL --user key_job --issuer i --jwks http://issuer.example/ | RLS800: the keys of an issuer cannot be"
                        + " fetched from http://issuer.example/, where somebody on the way could put in other ones. Name an"
                        + " https or file URI without a user; http is for localhost"
            })
    void whatCannotBeRunSaysWhy(String arguments, String message) {
        assertThat(command(arguments.replace("URL", database.url()).split(" "))).isEqualTo(2);
        assertThat(err).isEqualTo(message + "\n");
        assertThat(out).isEmpty();
    }

    @Test
    void theUsageNamesTheExitCodes() {
        assertThat(command("--help")).isZero();
        assertThat(out).isEqualTo(FollowOptions.USAGE).contains("Exit code: 0 the database has the keys, 1 ");
    }

    /** The last of options that stand twice counts. */
    private int run(String... more) {
        return command(Stream.concat(
                        Stream.of(
                                "--url",
                                database.url(),
                                "--user",
                                "key_job",
                                "--issuer",
                                TestIssuer.ISSUER,
                                "--jwks",
                                published.uri().toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private int command(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        int code = new FollowKeysCommand(
                        print(printed), print(complained), Map.of(FollowOptions.PASSWORD, PostgresServer.PASSWORD))
                .run(arguments);
        out = printed.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
        return code;
    }

    private static PrintStream print(OutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
