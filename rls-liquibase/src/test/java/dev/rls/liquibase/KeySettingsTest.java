package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestIssuer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is registered with a key: by how much clocks may differ, and where its tokens have their claims. */
class KeySettingsTest extends InvoicesOnEveryPostgres {

    private static final String URL = "https://acme.example/tenant";

    @Test
    void aNameThatIsAnAddressAndAPathAreReadAsTheClaimsOfPolicies() throws Exception {
        OctetSequenceKey key = key("mapped");
        register(key, "60", "{\"tenant_id\":\"" + URL + "\",\"a\":[\"realm_access\",\"it's\"],\"b\":[\"gone\",\"x\"]}");
        String token = TestIssuer.sign(
                key,
                Map.of(
                        URL,
                        "acme",
                        "tenant_id",
                        "globex",
                        "realm_access",
                        Map.of("it's", "odd"),
                        "a",
                        "not this",
                        "b",
                        "nor this",
                        "c",
                        "as it is"),
                builder -> {});
        String read = "select concat_ws(' ', rls.claim_text('tenant_id'), rls.find_text('a'), rls.find_text('b'),"
                + " rls.find_text('c'))";
        try (Connection connection = invoices.bound(token)) {
            assertThat(Sql.column(connection, read)).containsExactly("acme odd as it is");
            assertThat(Invoices.tenants(connection)).containsExactly("acme");
            String ticket =
                    Sql.column(connection, "select rls.exchange(?)", token).get(0);
            Sql.column(connection, "select rls.bind_ticket(?)", ticket);
            assertThat(Sql.column(connection, read)).containsExactly("acme odd as it is");
        }

        invoices.database()
                .superuser()
                .execute("update rls.verification_key set mapping = '{}' where kid = '" + key.getKeyID() + "'");
        try (Connection connection = invoices.bound(token)) {
            assertThat(Sql.column(connection, read))
                    .as("the same token without the mapping")
                    .containsExactly("globex not this nor this as it is");
        }
    }

    /** A mapping multiplies, and a number is longer in a context than it was in its token. */
    @Test
    void whatIsBoundHasALimit() throws Exception {
        OctetSequenceKey key = key("limit");
        register(key, "60", "{\"a\":\"x\",\"b\":\"x\",\"c\":\"x\"}");
        for (int numbers : new int[] {85, 95}) {
            String token = new Jws(
                            "{\"alg\":\"HS256\",\"kid\":\"" + key.getKeyID() + "\"}",
                            Payloads.plus("\"x\":[" + "1e999,".repeat(numbers) + "1]"))
                    .signedBy(Jws.hmac("HmacSHA256", key.toByteArray()));
            if (numbers == 85) {
                try (Connection connection = invoices.bound(token)) {
                    assertThat(Invoices.tenants(connection)).containsExactly("acme");
                }
            } else {
                for (String call : List.of("select rls.bind(?)", "select rls.exchange(?)")) {
                    Rejection.of(() -> invoices.database().application().column(call, token))
                            .hasState("54000")
                            .mentions("RLS508: the claims that are to be bound have 28")
                            .mentions(" octets; 262144 are the most");
                }
            }
        }
    }

    @Test
    void clocksMayDifferByWhatWasRegistered() throws Exception {
        for (int skew : new int[] {0, 600}) {
            OctetSequenceKey key = key("skew-" + skew);
            register(key, Integer.toString(skew), "{}");
            Instant now = Instant.now();
            for (int seconds : new int[] {-615, -585, -15, 15}) {
                String token = TestIssuer.sign(
                        key,
                        Map.of("tenant_id", "acme"),
                        builder -> builder.expirationTime(Date.from(now.plusSeconds(seconds))));
                String early = TestIssuer.sign(
                        key,
                        Map.of("tenant_id", "acme"),
                        builder -> builder.notBeforeTime(Date.from(now.minusSeconds(seconds))));
                for (String one : List.of(token, early)) {
                    Rejection rejection =
                            Rejection.ofAny(() -> invoices.bound(one).close());
                    assertThat(rejection == null)
                            .as("skew %s, %s s", skew, seconds)
                            .isEqualTo(seconds > -skew);
                }
            }
        }
    }

    @Test
    void withoutThemClocksMayDifferByAMinuteAndNothingIsMapped() throws Exception {
        OctetSequenceKey key = key("plain");
        invoices.register(key.toJSONString());
        assertThat(invoices.database()
                        .superuser()
                        .value("select skew || ' ' || mapping from rls.verification_key where kid = ?", key.getKeyID()))
                .isEqualTo("60 {}");
        String other = "RLS521: key refused: key id \"" + key.getKeyID() + "\" is registered with other material,"
                + " issuer, audience, skew or mapping, or was revoked; a new key needs a new id";
        Rejection.of(() -> register(key, "59", "{}")).hasMessage(other);
        Rejection.of(() -> register(key, "60", "{\"a\":\"b\"}")).hasMessage(other);
        register(key, "60", "{}");
    }

    @Test
    void whatIsNoSkewAndNoMappingIsRefused() throws Exception {
        OctetSequenceKey key = key("refused");
        for (String skew : new String[] {null, "-1", "601"}) {
            Rejection.of(() -> register(key, skew, "{}"))
                    .hasState("22023")
                    .hasMessage("RLS521: key refused: clocks may differ by 0 to 600 seconds");
        }
        for (String mapping : new String[] {
            null,
            "null",
            "[]",
            "1",
            "{\"a\":1}",
            "{\"a\":null}",
            "{\"a\":[]}",
            "{\"a\":[1]}",
            "{\"a\":{}}",
            "{\"a\":[\"b\",null]}",
            "{\"a\":\"b\",\"c\":[[\"d\"]]}"
        }) {
            Rejection.of(() -> register(key, "60", mapping))
                    .hasState("22023")
                    .hasMessage("RLS521: key refused: its mapping must be an object of names, or of paths of names,"
                            + " by the claims of policies");
        }
    }

    @Test
    void aKeyIdHasNoControlCharacters() throws Exception {
        for (String kid : List.of("a\u001e", "\u001f", "a\nb", "a\u0085b", "a\u2028b", "\u202eb")) {
            OctetSequenceKey key = new OctetSequenceKeyGenerator(256).keyID(kid).generate();
            Rejection.of(() -> invoices.register(key.toJSONString()))
                    .hasState("22023")
                    .hasMessage("RLS521: key refused: its \"kid\" has control characters");
        }
    }

    private OctetSequenceKey key(String name) throws Exception {
        return new OctetSequenceKeyGenerator(256)
                .keyID(name + "-" + version)
                .algorithm(JWSAlgorithm.HS256)
                .generate();
    }

    private static void register(OctetSequenceKey key, String skew, String mapping) throws SQLException {
        invoices.database()
                .migrator()
                .column(
                        "select rls.add_jwk(?::jsonb, ?, ?, ?::int, ?::jsonb)",
                        key.toJSONString(),
                        TestIssuer.ISSUER,
                        TestIssuer.AUDIENCE,
                        skew,
                        mapping);
    }
}
