package dev.rls.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.TestIssuer;
import dev.rls.spring.IssuerKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "rls.http.public-paths=/open/**")
@ContextConfiguration(initializers = IssuerKeys.class)
@ExtendWith(OutputCaptureExtension.class)
class BearerTokenFilterTest {

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theRequestRunsInTheScopeOfItsTokenAndTheNextOneDoesNot() throws Exception {
        assertThat(get("/who", bearer()).body()).isEqualTo("acme");
        assertThat(get("/open/who").body()).isEqualTo("nobody");
    }

    @Test
    void theSchemeIsReadInAnyCase() throws Exception {
        assertThat(get("/who", "Authorization", "bEARER " + token()).body()).isEqualTo("acme");
    }

    @Test
    void anAsynchronousAnswerArrives() throws Exception {
        assertThat(get("/later", bearer()).body()).isEqualTo("later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic YWxpY2U6c2VjcmV0", "Bearer", "Bearertoken"})
    void withoutABearerTokenTheAnswerIsAChallengeWithoutAnError(String authorization) throws Exception {
        HttpResponse<String> answer = get("/who", "Authorization", authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("\"code\":\"RLS490\"");
    }

    @Test
    void twoAuthorizationHeadersAreNone() throws Exception {
        HttpResponse<String> answer =
                get("/who", "Authorization", "Bearer " + token(), "Authorization", "Bearer " + token());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("RLS490");
    }

    @Test
    void aBrowserGetsTheProblemInTheSameForm() throws Exception {
        HttpResponse<String> answer = get("/who", "Authorization", "Bearer x", "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aPreflightNeedsNoToken() throws Exception {
        HttpRequest preflight = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/cors"))
                .header("Origin", "https://page.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(client.send(preflight, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/../who", "/open/..;/who", "/open/%2e%2e/who", "//open/../who", "/who;/open/"})
    void noSpellingOfAPathOpensAnother(String path) throws Exception {
        assertThat(get(path).body()).isNotEqualTo("acme").doesNotContain("nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "no-claims, 500, RLS201",
        "issuer-down, 503, RLS414",
        "claim, 403, RLS203",
        "claim-type, 403, RLS209",
        "write, 403, RLS301",
        "write-by-query, 403, RLS302",
        "sql-policy, 403, RLS390",
        "sql-policy-in-german, 403, RLS390",
        "sql-sequence, 500, RLS391",
        "sql-bind, 500, RLS254",
        "sql-expired, 401, RLS503",
        "sql-unbound, 500, RLS501",
        "sql-claim, 403, RLS504",
        "sql-unknown-claim, 500, RLS506",
        "sql-ticket, 503, RLS514",
        "sql-token, 503, RLS510",
    })
    void refusalsBecomeProblemsWhereverTheyHide(String name, int status, String code) throws Exception {
        HttpResponse<String> answer = get("/throw/" + name, bearer());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
        assertThat(answer.body())
                .contains("\"code\":\"" + code + "\"")
                .doesNotContain("com.acme", "Hint", "invoice", "no scope");
    }

    @Test
    void aRejectedWriteNamesThePolicyWhereItIsKnown() throws Exception {
        assertThat(get("/throw/write", bearer()).body()).contains("\"policy\":\"rls_tenant_restrict\"");
        assertThat(get("/throw/write-by-query", bearer()).body()).doesNotContain("policy");
    }

    @ParameterizedTest
    @CsvSource({
        "no-claims, NoClaimsException: RLS201",
        "sql-unbound, ClaimsScope.wrap",
        "sql-unbound, WebApplication.wrapped",
        "sql-sequence, permission denied for sequence invoice_seq",
        "sql-bind, grant rls_app to shop",
        "sql-unknown-claim, select rls.declare_claim('team')",
    })
    void whatTheApplicationGotWrongIsLoggedWithItsFix(String name, String logged, CapturedOutput output)
            throws Exception {
        assertThat(get("/throw/" + name, bearer()).statusCode()).isEqualTo(500);

        assertThat(output.getAll()).contains("ERROR").contains(logged);
    }

    /** The control: the same exceptions where the client may have forgotten its token. */
    @ParameterizedTest
    @ValueSource(strings = {"no-claims", "sql-unbound"})
    void withoutATokenTheClientIsAskedForOne(String name, CapturedOutput output) throws Exception {
        HttpResponse<String> answer = get("/open/throw/" + name);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(output.getAll()).doesNotContain("ERROR");
    }

    @Test
    void aTokenThatOnlyTheDatabaseRefusesIsLoggedByItsKey(CapturedOutput output) throws Exception {
        String token = token();

        HttpResponse<String> answer = get("/throw/sql-token", "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(output.getAll())
                .contains("ERROR", "issuer " + TestIssuer.ISSUER, "select rls.add_jwk(")
                .contains("kid " + IssuerKeys.ISSUER.rsa().getKeyID())
                .doesNotContain(token.substring(token.length() - 20));
        assertThat(answer.body()).doesNotContain(IssuerKeys.ISSUER.rsa().getKeyID());
    }

    /** Java allows the issuer's clock a minute, the database none. */
    @Test
    void aTokenThatHasExpiredMeanwhileIsToBeRenewed(CapturedOutput output) throws Exception {
        String token = IssuerKeys.ISSUER.token(
                Map.of("tenant_id", "acme", "exp", Instant.now().minusSeconds(5).getEpochSecond()));

        HttpResponse<String> answer = get("/throw/sql-token", "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        assertThat(answer.body()).contains("RLS510");
        assertThat(output.getAll()).doesNotContain("ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "claim-type", "sql-claim"})
    void aBadClaimIsNamed(String name) throws Exception {
        assertThat(get("/throw/" + name, bearer()).body()).contains("\"claim\":\"tenant_id\"");
    }

    @Test
    void otherErrorsOfTheDatabaseStayWhatTheyAre() throws Exception {
        assertThat(get("/throw/sql-login", bearer()).statusCode()).isEqualTo(500);
    }

    @Test
    void handlersOfTheApplicationGoFirst() throws Exception {
        assertThat(get("/throw/handled", bearer()).statusCode()).isEqualTo(418);
    }

    private static String token() {
        return IssuerKeys.ISSUER.token(Map.of("tenant_id", "acme"));
    }

    private static String[] bearer() {
        return new String[] {"Authorization", "Bearer " + token()};
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
