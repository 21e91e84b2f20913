package dev.rls.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPathTest {

    @Test
    void namesAreReadAsInConditionsAndWrittenBack() {
        assertReads("sub", "sub");
        assertReads("org.id", "org", "id");
        assertReads("'https://acme.example/roles'", "https://acme.example/roles");
        assertReads("'a.b'.c.'d-e'", "a.b", "c", "d-e");
        assertThat(ClaimPath.of("'org'.id").toString()).isEqualTo("org.id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":sub",
                " sub",
                "sub ",
                "a b",
                "a,b",
                "a.",
                ".a",
                "a..b",
                "https://acme.example/roles",
                "a-b",
                "'a",
                "''",
                "'a b'",
                "\"a\"",
                "1",
                "ä",
                "sub = 'x'",
                "a\0",
                "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a"
            })
    void whatConditionsDoNotTakeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClaimPath.of(text));
    }

    private static void assertReads(String text, String... names) {
        ClaimPath path = ClaimPath.of(text);
        assertThat(path.names()).isEqualTo(List.of(names));
        assertThat(path).hasToString(text);
    }
}
