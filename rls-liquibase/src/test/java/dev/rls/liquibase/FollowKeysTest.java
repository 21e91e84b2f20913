package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestIssuer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** What the database does with the key set of an issuer, and what it does not let the job do. */
class FollowKeysTest extends InvoicesOnEveryPostgres {

    private static final String API_TOKEN = "split_part(rls.issue_api_token('{}', now() + interval '1 hour'), '_', 2)";
    private static final String DAY = "1 day";

    private static final Map<String, RSAKey> KEYS = new ConcurrentHashMap<>();

    /** Of each test its own, as its keys are. */
    private String issuer = "";

    @BeforeEach
    void declare(TestInfo test) throws SQLException {
        issuer = "https://" + test.getTestMethod().orElseThrow().getName() + ".test";
        follow(issuer);
    }

    @Test
    void aKeyIsRegisteredWithWhatWasDeclared() throws Exception {
        invoices.database()
                .migrator()
                .column("select rls.follow_issuer(?, 'second', 5, '{\"tenant_id\": [\"org\", \"id\"]}')", issuer);
        JWK key = key("mapped");

        assertThat(run(DAY, key)).containsExactly("mapped added");

        String token = TestIssuer.sign(
                key,
                Map.of("org", Map.of("id", "acme")),
                builder -> builder.issuer(issuer).audience("second"));
        try (Connection connection = invoices.bound(token)) {
            assertThat(tenants(connection)).containsExactly("acme");
        }
        assertThat(value(
                        "select concat_ws(' ', issuer, audience, skew) from rls.verification_key where kid = 'mapped'"))
                .isEqualTo(issuer + " second 5");
        refused(token(key)); // of another audience
    }

    @Test
    void keysComeAndGo() throws Exception {
        JWK first = key("first");
        JWK second = key("second");

        assertThat(run(DAY, first)).containsExactly("first added");
        binds(first);
        assertThat(run(DAY, first, second)).containsExactly("first kept", "second added");
        binds(first, second);
        assertThat(run(DAY, second)).containsExactly("second kept", "first missing");
        binds(first, second);
        assertThat(run("1 hour", second)).containsExactly("second kept", "first missing");

        passes("first", "61 minutes");
        assertThat(run(DAY, second)).containsExactly("second kept", "first missing");
        binds(first);
        assertThat(run("1 hour", second)).containsExactly("second kept", "first revoked");
        binds(second);
        refused(token(first));
        assertThat(run("1 hour", second)).as("it is told once").containsExactly("second kept");
        assertThat(run("1 hour", second, first)).containsExactly("first ignored", "second kept");
        refused(token(first));
    }

    @Test
    void aKeyThatComesBackIsMissedAnew() throws Exception {
        JWK key = key("back");
        JWK other = key("stays");
        run(DAY, key, other);
        run(DAY, other);
        passes("back", "23 hours");

        assertThat(run(DAY, key, other)).containsExactly("back kept", "stays kept");
        assertThat(run(DAY, other)).containsExactly("stays kept", "back missing");
        passes("back", "23 hours");
        assertThat(run(DAY, other)).containsExactly("stays kept", "back missing");
        binds(key);
        assertThat(run("0", other)).containsExactly("stays kept", "back revoked");
    }

    @Test
    void keysOfOthersAndSharedSecretsStay() throws Exception {
        String elsewhere = issuer + "/elsewhere";
        JWK byHand = key("by-hand");
        JWK published = key("published");
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, 'rls-test')",
                        published.toPublicJWK().toJSONString(),
                        issuer);
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, 'rls-test')",
                        byHand.toPublicJWK().toJSONString(),
                        issuer);
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, 'x')",
                        key("of-another").toPublicJWK().toJSONString(),
                        elsewhere);
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, 'x')",
                        new TestIssuer("shared").secret().toJSONString(),
                        issuer);

        assertThat(run("0", published)).containsExactly("published kept", "by-hand revoked");
        assertThat(value("select string_agg(kid, ' ' order by kid) from rls.verification_key where revoked_at is null"
                        + " and issuer like '%keysOfOthers%'"))
                .isEqualTo("of-another published shared-hmac");
        binds(published);
    }

    /** Whoever is followed may publish what another is going to: that other's keys go on coming and leaving. */
    @Test
    void anIdOfAnotherIssuerIsRefusedByItself() throws Exception {
        JWK taken = key("taken");
        JWK revoked = key("taken-and-revoked");
        for (JWK key : List.of(taken, revoked)) {
            invoices.database()
                    .migrator()
                    .column(
                            "select rls.add_jwk(?::jsonb, ?, 'x')",
                            key.toPublicJWK().toJSONString(),
                            issuer + "/elsewhere");
        }
        invoices.database().migrator().column("select rls.revoke_key('taken-and-revoked')");
        JWK first = key("own-first");
        JWK next = key("own-next");
        JWK mine = new RSAKey.Builder(rsa("own-taken")).keyID("taken").build();
        run(DAY, first);

        assertThat(run("0", taken, revoked, next))
                .containsExactly("own-next added", "taken refused", "taken-and-revoked refused", "own-first revoked");
        refused(token(taken));
        assertThat(reasons(set(mine)))
                .as("no other key is published")
                .containsExactly(
                        "taken refused: its id is that of a key of another issuer; a key needs an id of its own",
                        "own-next revoked");
        assertThat(value("select string_agg(issuer, ' ') from rls.verification_key where kid like 'taken%'"))
                .isEqualTo(issuer + "/elsewhere " + issuer + "/elsewhere");
    }

    /** What is declared later is for keys that come later: a key cannot be changed. */
    @Test
    void whatWasRegisteredWithAKeyStays() throws Exception {
        JWK key = key("settled");
        run(DAY, key);
        invoices.database().migrator().column("select rls.follow_issuer(?, 'other', 0)", issuer);

        assertThat(run(DAY, key, key("later"))).containsExactly("later added", "settled kept");
        assertThat(value("select string_agg(concat_ws(' ', kid, audience, skew), ', ' order by kid)"
                        + " from rls.verification_key where kid in ('settled', 'later')"))
                .isEqualTo("later other 0, settled rls-test 60");
    }

    @Test
    void anotherKeyOfAKnownIdChangesNothing() throws Exception {
        run(DAY, key("known"), key("known-too"));
        String before = keys();
        JWK other = new RSAKey.Builder(rsa("other")).keyID("known").build();

        Rejection.of(() -> run("0", key("known-new"), other))
                .mentions("key id \"known\" is registered with other material");
        Rejection.of(() -> follow("0", "{\"keys\":[" + P256.G.jwk("known") + "]}"))
                .mentions("key id \"known\" is registered with other material");
        assertThat(keys()).isEqualTo(before);

        JWK twice = new RSAKey.Builder(rsa("twice")).keyID("twice").build();
        JWK twiceToo = new RSAKey.Builder(rsa("twice-too")).keyID("twice").build();
        Rejection.of(() -> run(DAY, twice, twiceToo)).mentions("key id \"twice\" is registered with other material");
        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void whatVerifiesNothingIsIgnoredAndSaysWhy() throws Exception {
        String good = key("good").toPublicJWK().toJSONString();
        String secret = new TestIssuer("published").secret().toJSONString();
        String leaked = rsa("leaked").toJSONString();
        String weak = "{\"kty\":\"RSA\",\"kid\":\"weak\",\"e\":\"AQAB\",\"n\":\"" + Jws.encode(oddOctets(128)) + "\"}";
        String set = String.join(
                ",",
                good,
                secret,
                leaked,
                weak,
                good.replace("\"good\"", "\"enc\"").replace("{", "{\"use\":\"enc\","),
                good.replace("RS256", "RSA-OAEP").replace("\"good\"", "\"oaep\""),
                "{\"kty\":\"EC\",\"crv\":\"P-384\",\"kid\":\"p384\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"kid\":\"x25519\",\"x\":\"AA\"}",
                "{\"kty\":\"new\",\"kid\":\"new\"}",
                "{\"kty\":\"EC\"}",
                "null");

        try (Connection job = job()) {
            assertThat(Sql.column(
                            job,
                            "select concat_ws(' ', coalesce(kid, '-'), outcome) || coalesce(': ' || reason, '')"
                                    + " from rls.follow_keys(?, ?::jsonb)",
                            issuer,
                            "{\"keys\":[" + set + "]}"))
                    .containsExactlyInAnyOrder(
                            "good added",
                            "published-hmac ignored: a shared secret that is published is none",
                            "leaked ignored: it holds private parts, and a private key has no business here; register its"
                                    + " public part, and treat this key as disclosed",
                            "weak ignored: its modulus has 1024 bits; RS256 needs 2048 to 4096",
                            "enc ignored: its \"use\" must be \"sig\" or absent",
                            "oaep ignored: its \"alg\" must be \"RS256\", \"RS384\", \"RS512\", \"PS256\" or absent",
                            "p384 ignored: its \"crv\" must be \"P-256\"",
                            "x25519 ignored: its \"crv\" must be \"Ed25519\"",
                            "new ignored: its \"kty\" must be \"RSA\", \"EC\", \"OKP\" or \"oct\"",
                            "- ignored: it has no \"kid\", by which tokens name their key",
                            "- ignored: it is not a JSON object");
        }
        assertThat(value("select string_agg(kid, ' ') from rls.verification_key where issuer = '" + issuer + "'"))
                .isEqualTo("good");
    }

    /** What an issuer publishes stands in the logs of whoever follows it. */
    @Test
    void anIdThatCouldForgeALogIsNotReturned() throws Exception {
        String good = key("shown").toPublicJWK().toJSONString();
        for (String kid : List.of(
                "\"x\\nadded y\"",
                "\"x\\r\"",
                "\"x\\u001b[31m\"",
                "\"x\\u0085y\"",
                "\"x\\u2028y\"",
                "\"\\u202eyx\"",
                "\"\\u2066x\"",
                "\"" + "x".repeat(1025) + "\"",
                "1e131071",
                "{\"a\":1}",
                "[1]",
                "null")) {
            String ignored = "{\"kty\":\"RSA\",\"alg\":\"RS256\",\"kid\":" + kid + "}";

            assertThat(reasons("{\"keys\":[" + good + "," + ignored + "]}"))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("shown "))
                    .anyMatch(line -> line.matches("- ignored: its \"kid\" has control characters"
                            + "|- ignored: its \"kid\" is longer than 1024 octets"
                            + "|- ignored: it has no \"kid\", by which tokens name their key"));
        }
        assertThat(follow(DAY, "{\"keys\":[" + good.replace("\"shown\"", "\"" + "é".repeat(512) + "\"") + "]}"))
                .as("the longest")
                .contains("é".repeat(512) + " added");
    }

    /** As text these members have more digits than PostgreSQL puts together. */
    @ParameterizedTest
    @ValueSource(strings = {"kty", "alg", "use", "crv", "e"})
    void numbersOfAKeyAreNeverPrinted(String member) throws Exception {
        String numbers = "[" + "1e131071,".repeat(9000) + "1]";
        JWK good = key("beside-numbers");
        String key = member.equals("crv")
                ? P256.G.jwk("numbers")
                : key("numbers").toPublicJWK().toJSONString();
        String bent = key.replaceAll(",?\"" + member + "\":\"[^\"]*\"", "")
                .replaceFirst("\\{,?", "{\"" + member + "\":" + numbers + ",");

        assertThat(follow(
                        DAY, "{\"keys\":[" + good.toPublicJWK().toJSONString() + "," + bent.replace(",}", "}") + "]}"))
                .contains("numbers ignored");
    }

    @Test
    void keysOnCurvesCome() throws Exception {
        String eddsa = Ed25519.jwk("curve-ed", Ed25519.BASE.encoded(), "");
        String set = "{\"keys\":[" + P256.G.jwk("curve-ec") + "," + eddsa + "]}";

        assertThat(follow(DAY, set)).containsExactly("curve-ec added", "curve-ed added");
        assertThat(follow(DAY, set)).containsExactly("curve-ec kept", "curve-ed kept");
        follow("0", "{\"keys\":[" + eddsa + "]}");
        assertThat(value("select string_agg(kid, ' ') from rls.comb where kid like 'curve-%'"))
                .isEqualTo("curve-ed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"keys\":[]} | none of the keys that were published verifies tokens here, as in an outage",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3JldA\"}]} | none of"
                        + " the keys that were published verifies tokens here, as in an outage",
                "{\"keys\":{}} | what was published is no JWK set (RFC 7517), an object with an array \"keys\"",
                "{\"error\":\"down\"} | what was published is no JWK set (RFC 7517), an object with an array \"keys\"",
                "[] | what was published is no JWK set (RFC 7517), an object with an array \"keys\"",
                "null | what was published is no JWK set (RFC 7517), an object with an array \"keys\"",
                " | what was published is no JWK set (RFC 7517), an object with an array \"keys\""
            })
    void aSetOfAnOutageEndsNothing(String set, String reason) throws Exception {
        JWK key = key("outage");
        run(DAY, key);

        Rejection.of(() -> follow("0", set))
                .hasState("22023")
                .hasMessage("RLS527: the keys of issuer \"" + issuer + "\" stay as they are: " + reason);
        binds(key);
        assertThat(value("select count(*) from rls.missing_key where kid = 'outage'"))
                .isEqualTo("0");
    }

    @Test
    void aSetWhoseKeysWereAllRevokedEndsNothing() throws Exception {
        JWK revoked = key("all-revoked");
        JWK other = key("all-other");
        run(DAY, revoked, other);
        invoices.database().migrator().column("select rls.revoke_key('all-revoked')");

        Rejection.of(() -> run("0", revoked)).mentions("RLS527");
        binds(other);
    }

    @Test
    void aSetOfVeryManyKeysIsRefused() {
        String many = String.join(",", java.util.Collections.nCopies(101, "{}"));

        Rejection.of(() -> follow(DAY, "{\"keys\":[" + many + "]}"))
                .mentions("101 keys were published; the database takes 100 at most");
    }

    /** Of an issuer that publishes other keys each time, and each of them is missing for a while. */
    @Test
    void anIssuerHasNoMoreKeysThanThat() throws Exception {
        run(DAY, key("many-1"));
        invoices.database()
                .superuser()
                .execute(
                        "insert into rls.verification_key select (jsonb_populate_record(k, jsonb_build_object('kid', 'many-' || n,"
                                + " 'revoked_at', case when n > 99 then now() end))).* from rls.verification_key k,"
                                + " generate_series(2, 200) n where k.kid = 'many-1'",
                        "insert into rls.verification_key select (jsonb_populate_record(k, jsonb_build_object('kid', 'many-not-' || n,"
                                + " 'issuer', 'https://many.test'))).* from rls.verification_key k, generate_series(1, 200) n"
                                + " where k.kid = 'many-1'");
        String set = set(key("many-a"), key("many-b"));

        assertThat(reasons(set))
                .hasSize(101)
                .contains("many-a added", "many-1 revoked", "many-99 revoked")
                .contains(
                        "many-b refused: its issuer has 100 keys that are not revoked, and the database takes 100 at most");
        assertThat(reasons(set)).as("the others have ended").containsExactly("many-a kept", "many-b added");
    }

    @Test
    void theGraceTimeIsATime() throws Exception {
        JWK key = key("graced");
        for (String grace : new String[] {null, "-1 second"}) {
            Rejection.of(() -> run(grace, key)).mentions("the grace time must be 0 or more");
        }
    }

    /** The one waits for the other, and then finds what it brought. */
    @Test
    void twoRunsAtOnceBringAKeyOnce() throws Exception {
        String set = set(key("at-once"));
        try (Connection first = job();
                Connection second = job()) {
            first.setAutoCommit(false);
            assertThat(outcomes(first, DAY, set)).containsExactly("at-once added");
            CompletableFuture<List<String>> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return outcomes(second, DAY, set);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (invoices.database()
                    .superuser()
                    .column("select pid from pg_locks where not granted")
                    .isEmpty()) {
                assertThat(waiting).isNotDone();
                Thread.sleep(10);
            }
            first.commit();
            assertThat(waiting.get()).containsExactly("at-once kept");
        }
    }

    @Test
    void aRunThatIsLeftOpenKeepsNoKeyThatItDoesNotEnd() throws Exception {
        JWK back = key("open-back");
        JWK missing = key("open-missing");
        run(DAY, back, missing);
        run(DAY, missing);
        try (Connection job = job();
                Connection keys = invoices.database().migrator().connect()) {
            job.setAutoCommit(false);
            assertThat(outcomes(job, DAY, set(back))).containsExactly("open-back kept", "open-missing missing");
            Sql.execute(keys, "set lock_timeout = '5s'");
            for (String kid : List.of("open-back", "open-missing")) {
                Sql.column(keys, "select rls.revoke_key(?)", kid);
            }
            refused(token(back));
            refused(token(missing));
            job.commit();
        }
        assertThat(run("0", key("open-next"))).as("it stays so").containsExactly("open-next added");
    }

    /** Whoever waits for a key keeps nobody else waiting, so he must not have revoked another before. */
    @Test
    @Timeout(60)
    void whoHasRevokedSomethingDoesNotWaitForARun() throws Exception {
        JWK stolen = key("several-held");
        JWK other = key("several-other");
        run(DAY, stolen, other);
        try (Connection job = job();
                Connection keys = invoices.database().migrator().connect()) {
            job.setAutoCommit(false);
            assertThat(outcomes(job, "0", set(other))).contains("several-held revoked");
            keys.setAutoCommit(false);
            Sql.column(keys, "select rls.revoke_key('several-other')");
            Rejection.of(() -> Sql.column(keys, "select rls.revoke_key('several-held')"))
                    .hasState("55P03")
                    .mentions("RLS528: the key with id \"several-held\" is held by another transaction, and this one");
            keys.rollback();
            Sql.column(keys, "select rls.revoke_key('several-other')");
            Rejection.of(() -> Sql.column(keys, "select rls.unfollow_issuer('x')"))
                    .hasState("55P03")
                    .mentions("RLS528");
            keys.rollback();
            job.rollback();
            Sql.column(keys, "select rls.revoke_key(k) from unnest(array['several-other', 'several-held']) k");
            keys.commit();
        }
        refused(token(stolen));
        refused(token(other));
    }

    @Test
    @Timeout(60)
    void aRunThatIsLeftOpenAndHoldsAKeyIsSeenAndCanBeEnded() throws Exception {
        JWK stolen = key("held");
        JWK other = key("held-not");
        run(DAY, stolen, other);
        try (Connection job = job();
                Connection keys = invoices.database().migrator().connect();
                PreparedStatement revoke = keys.prepareStatement("select rls.revoke_key('held')")) {
            job.setAutoCommit(false);
            assertThat(outcomes(job, "0", set(other))).containsExactly("held-not kept", "held revoked");
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return revoke.execute();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (warning(revoke) == null) {
                assertThat(waiting).isNotDone();
                Thread.sleep(10);
            }
            assertThat(warning(revoke))
                    .isEqualTo("RLS528: the key with id \"held\" is held by another transaction; it verifies until that"
                            + " has ended");
            binds(stolen);
            try (Connection others = invoices.database().migrator().connect()) {
                Sql.execute(others, "set lock_timeout = '5s'");
                Sql.column(others, "select rls.revoke_key('held-not')");
                Sql.column(others, "select rls.revoke_api_token(" + API_TOKEN + ")");
                Sql.column(others, "select rls.rotate_context_secret()");
            }
            refused(token(other));

            invoices.database()
                    .superuser()
                    .execute(Recipe.of("key job stopped").replace("shop_key_job", Invoices.KEY_JOB));

            assertThat(waiting.get()).isTrue();
            refused(token(stolen));
            Rejection.of(() -> job().close()).hasState("28000");
        } finally {
            invoices.database().superuser().execute("alter role " + Invoices.KEY_JOB + " login");
        }
    }

    @Test
    void aRevocationThatWaitsForNobodySaysNothing() throws Exception {
        run(DAY, key("not-held"));
        try (Connection keys = invoices.database().migrator().connect();
                PreparedStatement revoke = keys.prepareStatement("select rls.revoke_key('not-held')")) {
            revoke.execute();
            assertThat(warning(revoke)).isNull();
            revoke.execute();
            assertThat(warning(revoke)).as("ended before").isNull();
        }
    }

    /** The first that a statement has had so far, or null. */
    private static String warning(Statement statement) throws SQLException {
        SQLWarning warning = statement.getWarnings();
        return warning == null ? null : warning.getMessage();
    }

    @Test
    void onlyADeclaredIssuerIsFollowed() throws Exception {
        JWK key = key("undeclared");
        invoices.database().migrator().column("select rls.unfollow_issuer(?)", issuer);

        String message = "RLS526: issuer \"" + issuer + "\" is not followed";
        Rejection.of(() -> run(DAY, key)).hasState("42704").hasMessage(message).mentions("rls.follow_issuer");
        Rejection.of(() -> invoices.database().migrator().column("select rls.unfollow_issuer(?)", issuer))
                .hasMessage(message);
        refused(token(key));

        follow(issuer);
        run(DAY, key);
        binds(key);
    }

    @Test
    void whoFollowsNoMoreEndsWhatWasMissing() throws Exception {
        JWK withdrawn = key("withdrawn");
        JWK back = key("not-withdrawn");
        JWK other = key("published-last");
        run(DAY, withdrawn, back, other);
        run(DAY, other);
        run(DAY, other, back);
        binds(withdrawn);
        String elsewhere = issuer;
        issuer = issuer + "/missing-too";
        follow(issuer);
        JWK theirs = key("missing-of-theirs");
        run(DAY, theirs, key("published-by-them"));
        run(DAY, key("published-by-them"));
        issuer = elsewhere;

        invoices.database().migrator().column("select rls.unfollow_issuer(?)", issuer);

        refused(token(withdrawn));
        binds(back, other);
        issuer = issuer + "/missing-too";
        binds(theirs);
        issuer = elsewhere;
        follow(issuer);
        assertThat(run(DAY, withdrawn, back))
                .containsExactly("not-withdrawn kept", "withdrawn ignored", "published-last missing");
    }

    @Test
    void aDeclarationIsCheckedAsAKeyIs() {
        for (String arguments : List.of("'', 'a'", "'i', ''", "null, 'a'", "'i', 'a', 601", "'i', 'a', 0, '[]'")) {
            Rejection.of(() -> invoices.database().migrator().execute("select rls.follow_issuer(" + arguments + ")"))
                    .hasState("22023")
                    .mentions("RLS521");
        }
    }

    /** The control of what is refused and left alone: without its line in the function it is not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "if published = '{}' then | [] | control-own revoked",
                "k.issuer = followed.issuer and | [NEW] | control-other revoked",
                "if known.issuer <> followed.issuer then | [OTHER] | control-other kept",
                "if known is distinct from key then | [BENT] | control-own kept",
                "if key.algorithm = 'HS256' then | [NEW,SECRET] | control-hmac added"
            })
    void controlWithoutItsLineARuleDoesNotHold(String line, String keys, String outcome) throws Exception {
        run(DAY, key("control-own"));
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, 'x')",
                        key("control-other").toPublicJWK().toJSONString(),
                        issuer + "/other");
        String set = "{\"keys\":"
                + keys.replace("NEW", key("control-new").toPublicJWK().toJSONString())
                        .replace("OTHER", key("control-other").toPublicJWK().toJSONString())
                        .replace(
                                "BENT",
                                key("control-new").toPublicJWK().toJSONString().replace("control-new", "control-own"))
                        .replace("SECRET", new TestIssuer("control").secret().toJSONString())
                + "}";
        assertThat(undone(set)).doesNotContain(outcome);

        String function = value("select pg_get_functiondef('rls.follow_keys(text,jsonb,interval)'::regprocedure)");
        assertThat(function).contains(line);
        invoices.database().superuser().execute(function.replace(line, line.endsWith("then") ? "if false then" : ""));
        try {
            assertThat(undone(set)).contains(outcome);
        } finally {
            invoices.database().superuser().execute(function);
        }
    }

    /** What a run would do, an error among it; it is rolled back. */
    private List<String> undone(String set) throws SQLException {
        try (Connection job = job()) {
            job.setAutoCommit(false);
            return outcomes(job, "0", set);
        } catch (PSQLException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void theJobMayBringKeysAndNothingElse() throws Exception {
        for (String sql : List.of(
                "select * from public.invoice",
                "select * from rls.verification_key",
                "select * from rls.followed_issuer",
                "select rls.bind('x')",
                "select rls.bind_ticket('x')",
                "select rls.bind_claims('{}')",
                "select rls.add_jwk('{}', 'i', 'a')",
                "select rls.revoke_key('test-rsa')",
                "select rls.follow_issuer('i', 'a')",
                "select rls.unfollow_issuer('i')",
                "select rls.issue_api_token('{}', now() + interval '1 hour')",
                "select rls.declare_claim('x')",
                "select rls.rotate_context_secret('0')",
                "create schema evil",
                "set role rls_keys",
                "set role rls_owner")) {
            Rejection.of(() -> invoices.database().as(Invoices.KEY_JOB).execute(sql))
                    .hasState("42501");
        }
        String call = "select * from rls.follow_keys('i', '{}')";
        for (String role : List.of("application", Invoices.TRUSTED, "migrator")) {
            Rejection.of(() -> invoices.database().as(role).execute(call)).hasState("42501");
        }
        invoices.database().superuser().execute("grant execute on function rls.follow_keys to application");
        try {
            Rejection.of(() -> invoices.database().application().execute(call))
                    .hasState("42501")
                    .hasMessage("RLS525: role application is not a member of rls_key_job and may not bring keys");
        } finally {
            invoices.database().superuser().execute("revoke execute on function rls.follow_keys from application");
        }
    }

    private void follow(String followed) throws SQLException {
        invoices.database().migrator().column("select rls.follow_issuer(?, ?)", followed, TestIssuer.AUDIENCE);
    }

    private List<String> run(String grace, JWK... keys) throws SQLException {
        return follow(grace, set(keys));
    }

    /** As an issuer publishes them. */
    private static String set(JWK... keys) {
        return Arrays.stream(keys)
                .map(key -> key.toPublicJWK().toJSONString())
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private List<String> follow(String grace, String set) throws SQLException {
        try (Connection job = job()) {
            return outcomes(job, grace, set);
        }
    }

    private List<String> outcomes(Connection job, String grace, String set) throws SQLException {
        return Sql.column(
                job, "select kid || ' ' || outcome from rls.follow_keys(?, ?::jsonb, ?::interval)", issuer, set, grace);
    }

    /** Whole lines of a run that ends what is missing. */
    private List<String> reasons(String set) throws SQLException {
        try (Connection job = job()) {
            return Sql.column(
                    job,
                    "select concat_ws(' ', coalesce(kid, '-'), outcome) || coalesce(': ' || reason, '')"
                            + " from rls.follow_keys(?, ?::jsonb, '0')",
                    issuer,
                    set);
        }
    }

    private static Connection job() throws SQLException {
        return invoices.database().as(Invoices.KEY_JOB).connect();
    }

    private static void passes(String kid, String time) throws SQLException {
        invoices.database()
                .superuser()
                .execute(
                        "update rls.missing_key set since = since - interval '" + time + "' where kid = '" + kid + "'");
    }

    private void binds(JWK... keys) throws SQLException {
        for (JWK key : keys) {
            try (Connection connection = invoices.bound(token(key))) {
                assertThat(tenants(connection)).containsExactly("acme");
            }
        }
    }

    private static void refused(String token) {
        Rejection.of(() -> invoices.bound(token)).hasMessage("RLS510: token rejected");
    }

    private String token(JWK key) {
        return TestIssuer.sign(key, Map.of("tenant_id", "acme"), builder -> builder.issuer(issuer));
    }

    private static JWK key(String kid) {
        return rsa(kid);
    }

    private static RSAKey rsa(String kid) {
        return KEYS.computeIfAbsent(
                kid,
                name -> new RSAKey.Builder(new TestIssuer(name).rsa())
                        .keyID(name)
                        .build());
    }

    private static byte[] oddOctets(int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0xff);
        return octets;
    }

    private static String value(String query) throws SQLException {
        return invoices.database().superuser().value(query);
    }

    private static String keys() throws SQLException {
        return value("select string_agg(k::text, ' ' order by kid) from rls.verification_key k")
                + value("select string_agg(m::text, ' ' order by kid) from rls.missing_key m");
    }
}
