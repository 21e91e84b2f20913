package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.sample.Api.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search endpoint takes any SQL. None of it reaches a tenant whose token the caller does not hold. */
class InjectionTest extends SampleTest {

    private static final String UNION = "' union all select id, tenant_id, number, amount from invoice";

    @Test
    void whatIsSearchedIsFound() {
        assertThat(search("A-1").text()).contains("A-1001").doesNotContain("G-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or 1=1 --",
                "' or tenant_id = 'globex' --",
                UNION + " --",
                "zzz" + UNION + " where tenant_id <> 'acme' --",
                "zzz' union all select gen_random_uuid(), 'x', query_to_xml('select * from invoice',true,true,'')::text, 1 --",
                "zzz' union all select gen_random_uuid(), 'x', string_agg(number, ','), 1 from invoice --",
            })
    void theInjectionGetsNoFurtherThanTheTokenAndWouldWithoutRowSecurity(String payload) throws SQLException {
        assertThat(search(payload).text()).doesNotContain("G-2001");

        withoutRowSecurity(() -> assertThat(search(payload).text()).contains("G-2001"));
    }

    /** A refused row or table is 403; a missing right or a context that is gone 500; what runs changes nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ' or set_config('rls.ctx', '{"tenant_id":"globex"}', true) <> '' --                           | 200
            zzz'; select set_config('rls.ctx', '{"tenant_id":"globex"}', true); select * from invoice --  | 403
            zzz'; select rls.bind_claims('{"tenant_id":"globex"}'); select * from invoice --              | 500
            ' or rls.bind_claims('{"tenant_id":"globex"}') is null --                                     | 500
            zzz'; set role rls_owner; select * from invoice --                                            | 500
            zzz'; reset role; select * from invoice --                                                    | 200
            zzz'; set row_security = off; select * from invoice --                                        | 403
            zzz'; alter table invoice disable row level security; select * from invoice --                | 403
            zzz'; drop policy rls_tenant_restrict on invoice --                                           | 403
            zzz'; commit; select * from invoice --                                                        | 500
            zzz'; grant rls_owner to sample_application --                                                | 500
            zzz' union all select gen_random_uuid(), rolname, rolpassword, 1 from pg_authid --            | 500
            """)
    void theInjectionDoesNotTamperWithTheProtection(String payload, int status) {
        Answer answer = search(payload);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("G-2");
        assertThat(search("").text()).as("afterwards").contains("A-1001").doesNotContain("G-2");
    }

    private Answer search(String text) {
        return api.get("/api/invoices/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8), tokenOf("acme"));
    }
}
