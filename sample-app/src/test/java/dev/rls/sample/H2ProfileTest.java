package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.sample.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/** Started by its main class, so that all it says at start is captured. */
@ExtendWith(OutputCaptureExtension.class)
class H2ProfileTest {

    @Test
    void theOrmLayerStandsAloneAndSaysSo(CapturedOutput output) {
        int port = TestSocketUtils.findAvailableTcpPort();
        Api api = new Api("http://localhost:" + port);
        try (ConfigurableApplicationContext context = SpringApplication.run(
                SampleApplication.class, "--spring.profiles.active=h2", "--server.port=" + port)) {
            assertThat(output).containsPattern("WARN.*NO ROW-LEVEL SECURITY IN THIS DATABASE");
            String acme = token(api, "acme");

            assertThat(api.get("/api/invoices", acme).text()).contains("A-1001").doesNotContain("G-2");
            assertThat(api.get("/api/invoices/" + SampleTest.GLOBEX_INVOICE, acme)
                            .status())
                    .isEqualTo(404);
            assertThat(api.post("/api/invoices", acme, "{\"tenantId\":\"globex\",\"number\":\"x\",\"amount\":1}")
                            .status())
                    .isEqualTo(403);
            assertThat(api.post("/api/invoices", acme, "{\"number\":\"A-1001\",\"amount\":1}")
                            .status())
                    .isEqualTo(409);
            for (String path : new String[] {"/api/invoices/report", "/api/invoices/search?q=A"}) {
                Answer answer = api.get(path, acme);
                assertThat(answer.status()).isEqualTo(501);
                assertThat(answer.body().get("detail").asString()).contains("row-level security");
            }
        }
    }

    private static String token(Api api, String tenant) {
        return api.post("/demo/token", null, "{\"tenant\":\"%s\"}".formatted(tenant))
                .body()
                .get("token")
                .asString();
    }
}
