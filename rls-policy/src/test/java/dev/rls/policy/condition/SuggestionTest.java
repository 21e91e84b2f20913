package dev.rls.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({
        "tenantId, tenantId, 0",
        "tenantId, tenantID, 0",
        "tenantId, tenant, 2",
        "tenantId, tenant_id, 1",
        "tenantId, tenatnId, 1",
        "tenantId, teantnId, 2",
        "tenantId, orgId, 6",
        "abc, '', 3",
        "kitten, sitting, 3"
    })
    void countsEditsWithSwapsAsOne(String left, String right, int distance) {
        assertThat(Suggestion.distance(left, right)).isEqualTo(distance);
        assertThat(Suggestion.distance(right, left)).isEqualTo(distance);
    }

    @Test
    void namesTheNearest() {
        assertThat(Suggestion.forName("tenantId", List.of("id", "tenant", "tenantKey", "tenant_id")))
                .contains("tenant_id");
    }

    @Test
    void namesTheFirstOfSeveralWhateverTheirOrder() {
        assertThat(Suggestion.forName("tenantId", List.of("tenantIe", "tenantIc")))
                .contains("tenantIc");
        assertThat(Suggestion.forName("tenantId", List.of("tenantIc", "tenantIe")))
                .contains("tenantIc");
    }

    @Test
    void namesNothingThatIsTooFarAway() {
        assertThat(Suggestion.forName("tenantId", List.of("id", "number", "customerId")))
                .isEmpty();
        assertThat(Suggestion.forName("id", List.of("no", "a"))).isEmpty();
        assertThat(Suggestion.forName("", List.of("a"))).isEmpty();
    }
}
