package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Spring's open-in-view session begins before the controller, and after the filter that opens the scope. */
@TestPropertySource(properties = "spring.jpa.open-in-view=true")
class OpenInViewTest extends SampleTest {

    @Test
    void theSessionOfTheViewHasTheClaimsOfTheRequest() {
        assertThat(api.get("/api/invoices", tokenOf("acme")).text())
                .contains("A-1001")
                .doesNotContain("G-2001");
        assertThat(api.get("/api/invoices/" + GLOBEX_INVOICE, tokenOf("acme")).status())
                .isEqualTo(404);
        assertThat(api.get("/api/invoices/report", tokenOf("acme")).text()).doesNotContain("globex");
    }
}
