package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.rls.sample.Api.Answer;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BadTokenTest extends SampleTest {

    enum BadToken {
        EXPIRED("expired"),
        UNSIGNED("unsigned"),
        WRONG_ISSUER("wrong-issuer"),
        WRONG_AUDIENCE("wrong-audience"),
        WITHOUT_ROLES("required-claim-missing"),
        TAMPERED("bad-signature"),
        OVERSIZED("too-large"),
        FAR_OVERSIZED("too-large"),
        NO_JWT("malformed");

        private final String reason;

        BadToken(String reason) {
            this.reason = reason;
        }

        String of(SampleTest test) {
            String good = test.token(claims -> {});
            return switch (this) {
                case EXPIRED ->
                    test.token(claims ->
                            claims.expirationTime(Date.from(Instant.now().minusSeconds(3600))));
                case UNSIGNED ->
                    new PlainJWT(new JWTClaimsSet.Builder()
                                    .issuer("https://demo-issuer.example")
                                    .audience("rls-sample")
                                    .claim("tenant_id", "acme")
                                    .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                                    .build())
                            .serialize();
                case WRONG_ISSUER -> test.token(claims -> claims.issuer("https://elsewhere.example"));
                case WRONG_AUDIENCE -> test.token(claims -> claims.audience("another-api"));
                case WITHOUT_ROLES -> test.token(claims -> claims.claim("roles", null));
                case TAMPERED -> good.substring(0, good.length() - 8) + "AAAAAAAA";
                case OVERSIZED -> test.token(claims -> claims.claim("ballast", "x".repeat(7000)));
                case FAR_OVERSIZED -> "a".repeat(30_000);
                case NO_JWT -> "password123";
            };
        }
    }

    @ParameterizedTest
    @MethodSource("everyTokenOnEveryKindOfRequest")
    void aBadTokenIsAnsweredWithAProblemAndNothingOfItIsLogged(BadToken kind, String path, CapturedOutput output) {
        String token = kind.of(this);

        Answer answer = api.get(path, token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.headers().getFirst("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(answer.body().get("code").asString()).matches("RLS4\\d\\d");
        assertThat(answer.body().get("reason").asString()).isEqualTo(kind.reason);
        assertThat(answer.body().path("claim").asString(null))
                .isEqualTo(kind == BadToken.WITHOUT_ROLES ? "roles" : null);
        String tail = token.substring(Math.max(0, token.length() - 20));
        assertThat(answer.text()).doesNotContain(tail);
        assertThat(output.getAll()).doesNotContain(tail);
    }

    static Stream<Arguments> everyTokenOnEveryKindOfRequest() {
        return Stream.of(BadToken.values())
                .flatMap(kind -> Stream.of("/api/invoices", "/api/invoices/report", "/api/invoices/search?q=")
                        .map(path -> Arguments.of(kind, path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/invoices", "/api/invoices/report", "/nothing/here"})
    void noTokenIsAnsweredWithAChallenge(String path) {
        Answer answer = api.get(path, null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().getFirst("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.body().get("code").asString()).isEqualTo("RLS490");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/invoices", "/api/invoices/report", "/api/invoices/search?q="})
    void aClaimOfAWrongTypeOrNoneIsNamed(String path) {
        for (Object value : new Object[] {42, Map.of("id", "acme"), true}) {
            namesTheClaim(api.get(path, token(claims -> claims.claim("tenant_id", value))));
        }
        namesTheClaim(api.get(path, token(claims -> claims.claim("tenant_id", null))));
    }

    private static void namesTheClaim(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(answer.body().get("claim").asString()).isEqualTo("tenant_id");
        assertThat(answer.body().get("code").asString()).matches("RLS\\d\\d\\d");
    }

    @Test
    void healthAndPublicPathsNeedNoToken() {
        assertThat(api.get("/actuator/health", null).text()).contains("UP");
        assertThat(api.get("/demo/jwks.json", null).text())
                .contains("\"kty\":\"RSA\"")
                .doesNotContain("\"d\":");
    }

    @Test
    void theIssuerKnowsItsTenants() {
        assertThat(api.post("/demo/token", null, "{\"tenant\":\"nobody\"}").status())
                .isEqualTo(400);
    }
}
