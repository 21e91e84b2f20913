package dev.rls.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsWhatAnIndexIsMadeOf() {
        assertThat(Json.parse(" { \"a\" : [ 1 , \"b\", {} , [] ] ,\r\n\t\"c\":0 } "))
                .isEqualTo(Map.of("a", List.of(1L, "b", Map.of(), List.of()), "c", 0L));
    }

    @Test
    void readsEveryEscape() {
        assertThat(Json.parse("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9 \\u00E9 \\ud83d\\ude00\""))
                .isEqualTo("\" \\ / \b \f \n \r \t é é 😀");
    }

    @Test
    void everyCharacterComesBackAndIsWrittenInAscii() {
        String all = IntStream.rangeClosed(0, 0xFFFF)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();

        String written = Json.write(all);

        assertThat(written).matches("[ -~]*");
        assertThat(Json.parse(written)).isEqualTo(all);
    }

    @Test
    void writesMembersInTheirOrderOnePerLine() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("b", List.of(1L, List.of(), Map.of()));
        object.put("a", "x");

        assertThat(Json.write(object)).isEqualTo("""
                {
                  "b": [
                    1,
                    [],
                    {}
                  ],
                  "a": "x"
                }""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{'a':1}",
                "\"",
                "\"a",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\u１２３４\"",
                "\"a\nb\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "01",
                "-1",
                "1.5",
                "1e3",
                "+1",
                "٣",
                "1234567890123456789",
                "true",
                "null",
                "1 2",
                "[1]]",
                "{}{}",
                "/* */1",
                "1//",
                "\uFEFF{}",
                "NaN"
            })
    void refusesWhatIsNotJsonOrNoPartOfAnIndex(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("not JSON at character \\d+: .+ expected");
    }

    @Test
    void refusesANameThatStandsTwice() {
        assertThatThrownBy(() -> Json.parse("{\"a\":1,\"\\u0061\":2}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"a\" stands twice in one JSON object");
    }

    @Test
    void aHostileDepthEndsInTheSameError() {
        assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not JSON at character 32: at most 32 levels expected");
        assertThat(Json.parse("[".repeat(32) + "]".repeat(32))).isInstanceOf(List.class);
    }
}
