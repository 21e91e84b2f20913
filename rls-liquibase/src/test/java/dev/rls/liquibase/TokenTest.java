package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest extends InvoicesOnEveryPostgres {

    private static final TokenKeys KEYS = TokenKeys.generate();
    private static final Map<String, String> BAD = bad();

    /** Made with the bad ones: while it binds, none of them is refused for its age. */
    private static final Map<String, String> AS_OLD =
            Map.of("as old as the bad ones", KEYS.named("p256").token(Payloads.text(Payloads.good())));

    @BeforeParameterizedClassInvocation
    static void registerKeys(Version version) throws Exception {
        KEYS.register(invoices);
    }

    /** Stand-ins for what verification calls, in front of the real ones on the path of one of the settings below. */
    @BeforeParameterizedClassInvocation
    static void shadow(Version version) throws SQLException {
        String body = " language plpgsql as $$ begin raise exception 'shadow'; end $$";
        Sql superuser = invoices.database().superuser();
        superuser.execute("create schema hostile", "grant usage on schema hostile to public");
        for (String function : List.of(
                "sha256(bytea) returns bytea",
                "sha384(bytea) returns bytea",
                "sha512(bytea) returns bytea",
                "div(numeric, numeric) returns numeric",
                "mod(numeric, numeric) returns numeric",
                "trunc(numeric) returns numeric",
                "trunc(numeric, int) returns numeric",
                "abs(numeric) returns numeric",
                "times(numeric, numeric) returns numeric",
                "same(numeric, numeric) returns boolean",
                "same(bytea, bytea) returns boolean",
                "length(bytea) returns int",
                "get_byte(bytea, int) returns int",
                "set_byte(bytea, int, int) returns bytea",
                "substr(bytea, int, int) returns bytea",
                "decode(text, text) returns bytea",
                "encode(bytea, text) returns text",
                "to_hex(bigint) returns text",
                "lpad(text, int, text) returns text")) {
            superuser.execute("create function hostile." + function + body);
        }
        superuser.execute(
                "create operator hostile.* (leftarg = numeric, rightarg = numeric, function = hostile.times)",
                "create operator hostile.= (leftarg = numeric, rightarg = numeric, function = hostile.same)",
                "create operator hostile.= (leftarg = bytea, rightarg = bytea, function = hostile.same)",
                "create table hostile.comb_point (comb int, slot int, a numeric, b numeric, c numeric)",
                "create domain hostile.numeric as int check (false)",
                "create domain hostile.bytea as text check (false)");
    }

    @Test
    void aShadowIsRunByWhoeverDoesNotPinThePath() throws SQLException {
        try (Connection connection = connect("search_path = hostile, pg_catalog, public")) {
            Rejection.of(() -> Sql.column(connection, "select sha256(''::pg_catalog.bytea)"))
                    .hasMessage("shadow");
        }
    }

    @Test
    void goodTokensBind() throws SQLException {
        assertThat(GoodTokens.of(KEYS)).hasSizeGreaterThan(200);
        assertThat(unbound(GoodTokens.of(KEYS))).isEmpty();
    }

    @Test
    void badTokensAreRejectedAndNothingTellsWhy() throws Exception {
        assertThat(BAD).hasSizeGreaterThan(1300);
        assertThat(notRejected(BAD)).isEmpty();
        assertThat(unbound(AS_OLD)).isEmpty();
    }

    @Test
    void theSkewIsOneMinute() throws SQLException {
        assertThat(unbound(Map.of("exp", timed("exp", -55), "nbf", timed("nbf", 58))))
                .isEmpty();
        assertThat(notRejected(Map.of("exp", timed("exp", -60), "nbf", timed("nbf", 65))))
                .isEmpty();
    }

    @Test
    void aKeyIsRefusedFromTheNextBindAfterItsRevocation() throws Exception {
        TokenKeys keys = TokenKeys.generate();
        String id = "soon-revoked-" + version;
        invoices.register(new RSAKey.Builder(keys.rsa2048().toRSAPublicKey())
                .keyID(id)
                .build()
                .toJSONString());
        String token = new Jws("{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}", Payloads.text(Payloads.good()))
                .signedBy(Jws.rsa("SHA256withRSA", TokenKeys.privateKey(keys.rsa2048())));
        try (Connection connection = invoices.bound(token)) {
            invoices.database().migrator().column("select rls.revoke_key(?)", id);
            assertThat(Invoices.tenants(connection))
                    .as("what is bound stays bound")
                    .containsExactly("acme");
            connection.commit();
            assertThat(notRejected(connection, Map.of("revoked", token))).isEmpty();
        }
    }

    /** 1e131071 is short in a token and 131072 digits long in the text that repeats_a_key compares. */
    @Test
    void longNumbersAreNeverPrinted() throws SQLException {
        String numbers = "[" + "1e131071,".repeat(499) + "1e131071]";
        Jws.Signer right = Jws.hmac("HmacSHA256", KEYS.secret().toByteArray());
        Jws token =
                new Jws("{\"kid\":\"secret\",\"alg\":\"HS256\",\"x\":" + numbers + "}", Payloads.text(Payloads.good()));
        Jws unnamed = new Jws("{\"kid\":" + numbers + ",\"alg\":\"HS256\"}", Payloads.text(Payloads.good()));
        try (Connection superuser = invoices.database().superuser().connect()) {
            superuser.setAutoCommit(false);
            Sql.execute(superuser, """
                    create or replace function rls.repeats_a_key(raw text, parsed jsonb) returns boolean
                    language plpgsql as $$ begin raise exception 'printed'; end $$""");

            assertThat(notRejected(
                            superuser,
                            Map.of(
                                    "bad signature", token.signedBy(message -> new byte[32]),
                                    "no key id", unnamed.signedBy(right),
                                    "a header of a known key", token.signedBy(right),
                                    "claims of a known key", payload(numbers).signedBy(right))))
                    .isEmpty();
            Rejection.of(() -> Invoices.bind(superuser, payload("[1e100]").signedBy(right)))
                    .hasMessage("printed");
            superuser.rollback();
        }
    }

    private static Jws payload(String json) {
        return new Jws("{\"kid\":\"secret\",\"alg\":\"HS256\"}", Payloads.plus("\"x\":" + json));
    }

    /** The settings any role may change, each as far from its default as it goes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytea_output = escape",
                "standard_conforming_strings = off; escape_string_warning = off; backslash_quote = on",
                "search_path = public, pg_catalog",
                "search_path = ''",
                "datestyle = 'ISO, DMY'; timezone = 'Asia/Kathmandu'; intervalstyle = iso_8601",
                "extra_float_digits = -15; lc_numeric = 'C'; array_nulls = off; transform_null_equals = on",
                "client_min_messages = error; max_parallel_workers_per_gather = 0; default_toast_compression = pglz",
                "quote_all_identifiers = on; xmloption = content; default_transaction_read_only = on",
                "plan_cache_mode = force_custom_plan; enable_seqscan = off; enable_indexscan = off",
                "plan_cache_mode = force_generic_plan; jit = on; jit_above_cost = 0",
                "plan_cache_mode = force_custom_plan; enable_nestloop = off; enable_bitmapscan = off",
                "plpgsql.extra_errors = 'all'; plpgsql.extra_warnings = 'all'; check_function_bodies = off",
                "debug_print_plan = on; debug_print_rewritten = on; lc_monetary = 'C'; lc_time = 'C'",
                "search_path = hostile, pg_catalog, public",
                "row_security = off; work_mem = '64kB'; default_transaction_isolation = 'serializable'"
            })
    void noSettingOfTheSessionChangesAVerdict(String settings) throws Exception {
        try (Connection connection = connect(settings)) {
            assertThat(unbound(connection, GoodTokens.of(KEYS))).isEmpty();
        }
        try (Connection connection = connect(settings)) {
            assertThat(notRejected(connection, BAD)).isEmpty();
            assertThat(unbound(connection, AS_OLD)).isEmpty();
        }
    }

    private static Map<String, String> bad() {
        Map<String, String> bad = new LinkedHashMap<>();
        for (String kid : List.of("secret", "rsa2048", "rsa2048-PS256", "p256", "ed25519")) {
            BadTokens.of(KEYS.named(kid)).forEach((name, token) -> bad.put(kid + ", " + name, token));
        }
        BadSignatures.hmac(KEYS).forEach((name, token) -> bad.put("HMAC, " + name, token));
        BadSignatures.rsa(KEYS).forEach((name, token) -> bad.put("RSA, " + name, token));
        BadSignatures.longerHashes(KEYS).forEach((name, token) -> bad.put("RSA, " + name, token));
        BadPss.of(KEYS).forEach((name, token) -> bad.put("PSS, " + name, token));
        BadEcdsa.of(KEYS).forEach((name, token) -> bad.put("ECDSA, " + name, token));
        BadEddsa.of(KEYS).forEach((name, token) -> bad.put("EdDSA, " + name, token));
        bad.putAll(Confusion.of(KEYS));
        return bad;
    }

    private static String timed(String claim, long seconds) {
        return new Jws("{\"alg\":\"HS256\",\"kid\":\"secret\"}", Payloads.with(claim, Payloads.inSeconds(seconds)))
                .signedBy(Jws.hmac("HmacSHA256", KEYS.secret().toByteArray()));
    }

    private static Connection connect(String settings) throws SQLException {
        Connection connection = invoices.unbound();
        for (String setting : settings.split("; ")) {
            Sql.execute(connection, "set " + setting);
        }
        connection.commit();
        return connection;
    }

    private static List<String> unbound(Map<String, String> good) throws SQLException {
        try (Connection connection = invoices.unbound()) {
            return unbound(connection, good);
        }
    }

    private static List<String> unbound(Connection connection, Map<String, String> good) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> token : good.entrySet()) {
            Rejection rejection = Rejection.ofAny(() -> {
                Invoices.bind(connection, token.getValue());
                assertThat(Sql.column(connection, "select rls.claim_text('tenant_id')"))
                        .containsExactly("acme");
            });
            if (rejection != null) {
                wrong.add(token.getKey() + ": " + rejection.told());
            }
            connection.rollback();
        }
        return wrong;
    }

    private static List<String> notRejected(Map<String, String> bad) throws SQLException {
        try (Connection connection = invoices.unbound()) {
            return notRejected(connection, bad);
        }
    }

    private static List<String> notRejected(Connection connection, Map<String, String> bad) throws SQLException {
        Rejection expected = new Rejection("28000", "RLS510: token rejected", """
                RLS510: token rejected
                detail: null
                hint: A token must be signed with a registered, unrevoked key, name its issuer and audience, be valid now, \
                and have at most 8 KiB.
                where: PL/pgSQL function rls.reject_token() line 3 at RAISE
                SQL statement SELECT rls.reject_token()
                PL/pgSQL function rls.bind(text) line 7 at PERFORM""");
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> token : bad.entrySet()) {
            Savepoint savepoint = connection.setSavepoint();
            Rejection rejection = Rejection.ofAny(() -> Invoices.bind(connection, token.getValue()));
            connection.rollback(savepoint);
            if (rejection == null) {
                wrong.add(token.getKey() + ": bound");
            } else if (!expected.equals(rejection.unquoted())) {
                wrong.add(token.getKey() + ": " + rejection.told());
            }
        }
        return wrong;
    }
}
