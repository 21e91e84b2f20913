package dev.rls.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.spring.IssuerKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = IssuerKeys.class)
class SpringSecurityTest {

    @LocalServerPort
    int port;

    @Test
    void whatSpringSecurityLetsThroughRunsInTheScopeOfItsToken() throws Exception {
        assertThat(get("/who", token()).body()).isEqualTo("acme");
    }

    @Test
    void whatSpringSecurityLetsThroughStillNeedsAToken() throws Exception {
        assertThat(get("/who", "x").body()).contains("RLS401");
    }

    /** Spring Security's chain comes first: a token that is not even looked at gets its answer, not ours. */
    @Test
    void whatSpringSecurityRefusesStaysRefused() throws Exception {
        assertThat(get("/closed", token()).statusCode()).isEqualTo(403);
        assertThat(get("/closed", "x").statusCode()).isEqualTo(403);
    }

    private static String token() {
        return IssuerKeys.ISSUER.token(Map.of("tenant_id", "acme"));
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
