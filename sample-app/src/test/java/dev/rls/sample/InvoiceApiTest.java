package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.sample.Api.Answer;
import java.sql.SQLException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class InvoiceApiTest extends SampleTest {

    @Test
    void eachTenantListsItsOwnInvoices() {
        assertThat(tenantsOf(api.get("/api/invoices", tokenOf("acme")))).containsOnly("acme");
        assertThat(tenantsOf(api.get("/api/invoices", tokenOf("globex")))).containsOnly("globex");
    }

    @Test
    void oneOfItsOwnIsFoundById() {
        Answer answer = api.get("/api/invoices/" + ACME_INVOICE, tokenOf("acme"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("A-1001");
    }

    @Test
    void theInvoiceOfAnotherTenantLooksLikeOneThatDoesNotExist() {
        String body = "{\"number\":\"stolen\",\"amount\":1}";
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE}) {
            String sent = method == HttpMethod.PUT ? body : null;
            Answer foreign = api.send(method, "/api/invoices/" + GLOBEX_INVOICE, tokenOf("acme"), sent);
            String unknownId = GLOBEX_INVOICE.replace('4', '5');
            Answer unknown = api.send(method, "/api/invoices/" + unknownId, tokenOf("acme"), sent);

            assertThat(foreign.status()).as("%s", method).isEqualTo(404);
            assertThat(foreign.text().replace(GLOBEX_INVOICE, unknownId)).isEqualTo(unknown.text());
        }
        assertThat(api.get("/api/invoices/" + GLOBEX_INVOICE, tokenOf("globex")).text())
                .contains("G-2001");
    }

    @Test
    void aNewInvoiceBelongsToTheTenantOfTheToken() {
        Answer created = api.post("/api/invoices", tokenOf("acme"), "{\"number\":\"A-9001\",\"amount\":12.50}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().get("tenantId").asString()).isEqualTo("acme");
        String path = "/api/invoices/" + created.body().get("id").asString();
        assertThat(api.get(path, tokenOf("globex")).status()).isEqualTo(404);
        Answer changed = api.send(HttpMethod.PUT, path, tokenOf("acme"), "{\"number\":\"A-9001\",\"amount\":13.50}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text()).contains("13.5");
        assertThat(api.send(HttpMethod.DELETE, path, tokenOf("acme"), null).status())
                .isEqualTo(204);
        assertThat(api.get(path, tokenOf("acme")).status()).isEqualTo(404);
    }

    @Test
    void aWriteForAnotherTenantIsRefusedWithAStableCode() {
        Answer answer = api.post(
                "/api/invoices", tokenOf("acme"), "{\"tenantId\":\"globex\",\"number\":\"G-9001\",\"amount\":1}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body().get("code").asString()).startsWith("RLS3");
        assertThat(answer.body().get("operation").asString()).isEqualTo("INSERT");
        assertThat(api.get("/api/invoices", tokenOf("globex")).text()).doesNotContain("G-9001");
    }

    @Test
    void aNumberTakenByOneselfConflictsAndOneTakenByAnotherTenantDoesNot() {
        assertThat(api.post("/api/invoices", tokenOf("acme"), "{\"number\":\"A-1001\",\"amount\":1}")
                        .status())
                .isEqualTo(409);
        Answer created = api.post("/api/invoices", tokenOf("acme"), "{\"number\":\"G-2001\",\"amount\":1}");
        assertThat(created.status()).isEqualTo(201);
        api.send(HttpMethod.DELETE, "/api/invoices/" + created.body().get("id").asString(), tokenOf("acme"), null);
    }

    @Test
    void theNativeReportCountsOnlyItsOwnUntilRowSecurityIsTakenAway() throws SQLException {
        assertThat(tenantsOf(api.get("/api/invoices/report", tokenOf("acme")))).containsExactly("acme");

        withoutRowSecurity(() -> assertThat(tenantsOf(api.get("/api/invoices/report", tokenOf("acme"))))
                .contains("globex"));
    }

    private static Iterable<String> tenantsOf(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.body().spliterator(), false)
                .map(row -> row.get("tenantId").asString())
                .toList();
    }
}
