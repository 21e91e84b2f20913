package dev.rls.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.spring.IssuerKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "rls.http.public-paths=/open/**")
@ContextConfiguration(initializers = IssuerKeys.class)
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
        "no-claims, 401, RLS201",
        "issuer-down, 503, RLS414",
        "claim, 403, RLS203",
        "write, 403, RLS301",
        "sql-42501, 403, RLS390",
        "sql-expired, 401, RLS503",
        "sql-unbound, 401, RLS501",
        "sql-claim, 403, RLS504",
        "sql-token, 401, RLS510",
    })
    void refusalsBecomeProblemsWhereverTheyHide(String name, int status, String code) throws Exception {
        HttpResponse<String> answer = get("/throw/" + name, bearer());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("com.acme", "Hint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "sql-claim"})
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
