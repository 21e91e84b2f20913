package dev.rls.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    private static final Policy POLICY = new Policy("p", true, null, "public", "a = 1", "a = 2");

    @Test
    void theDigestIsStableAcrossReleases() {
        assertThat(POLICY.digest()).isEqualTo("d6923ad03f361ddba21b406269842b6ee47b5cd0b3e614e5eab8a0f8331b2186");
    }

    @Test
    void everyPartChangesTheDigest() {
        assertThat(List.of(
                        POLICY,
                        new Policy("q", true, null, "public", "a = 1", "a = 2"),
                        new Policy("p", false, null, "public", "a = 1", "a = 2"),
                        new Policy("p", true, null, "rls_app", "a = 1", "a = 2"),
                        new Policy("p", true, null, "public", "a = 2", "a = 2"),
                        new Policy("p", true, null, "public", "a = 1", "a = 1"),
                        new Policy("p", true, null, "public", "a = 1\",\n  \"a = 2", "")))
                .extracting(Policy::digest)
                .doesNotHaveDuplicates()
                .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant_id", "https://acme.example/tenant", "urn:acme:tenant", "a-b.c"})
    void aClaimCanHaveTheNameThatIssuersGive(String name) {
        assertThat(ClaimRef.ofTenant(name, ValueType.STRING).claim()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a'b", "a\"b", "a\\b", "a\nb", "a;b", "${a}", "ä", "a\u0000"})
    void aClaimCannotHaveANameThatWouldNeedEscaping(String name) {
        assertThatThrownBy(() -> ClaimRef.ofTenant(name, ValueType.STRING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + name + "\" is no name of a claim");
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThat(ValueType.ofId("uuid")).isEqualTo(ValueType.UUID);
        assertThatThrownBy(() -> ValueType.ofId("money")).hasMessage("unknown value type \"money\"");
    }
}
