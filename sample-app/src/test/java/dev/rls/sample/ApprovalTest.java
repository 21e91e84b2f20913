package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.sample.Api.Answer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** What only a manager may do, decided by the row policy of the entity alone. */
class ApprovalTest extends SampleTest {

    @Test
    void aClerkMayNeitherApproveNorChangeWhatIsApproved() throws SQLException {
        String clerk = token(claims -> claims.subject("carl").claim("tenant_id", "acme"));
        String manager = token(claims ->
                claims.subject("maria").claim("tenant_id", "acme").claim("roles", List.of("auditor", "manager")));
        String path = "/api/invoices/"
                + api.post("/api/invoices", clerk, "{\"number\":\"A-7001\",\"amount\":1}")
                        .body()
                        .get("id")
                        .asString();
        String body = "{\"number\":\"A-7001\",\"amount\":2}";

        assertThat(api.send(HttpMethod.PUT, path, clerk, body).status()).isEqualTo(200);
        assertRefused(api.post(path + "/approval", clerk, ""), "RLS302", "UPDATE", "update");
        assertThat(api.post(path + "/approval", manager, "").status()).isEqualTo(204);
        String other = body.replace("2}", "3}");
        assertRefused(api.send(HttpMethod.PUT, path, clerk, other), "RLS303", "UPDATE", "update");
        assertRefused(api.send(HttpMethod.DELETE, path, clerk, null), "RLS303", "DELETE", "delete");
        assertThat(api.get(path, clerk).status()).isEqualTo(200);
        assertThat(api.send(HttpMethod.PUT, path, manager, other).status()).isEqualTo(200);
        assertThat(api.send(HttpMethod.DELETE, path, manager, null).status()).isEqualTo(204);
    }

    private static void assertRefused(Answer answer, String code, String operation, String command) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().get("code").asString()).isEqualTo(code);
        assertThat(answer.body().get("operation").asString()).isEqualTo(operation);
        assertThat(answer.body().get("policy").asString()).isEqualTo("rls_approved_is_final_restrict_" + command);
    }
}
