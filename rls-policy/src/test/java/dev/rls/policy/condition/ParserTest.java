package dev.rls.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

    private static final List<String> SOUP = List.of(
            "and",
            "or",
            "not",
            "(",
            ")",
            "=",
            "<>",
            "<",
            ">=",
            "between",
            "in",
            "like",
            "escape",
            "is",
            "null",
            "true",
            "current_timestamp",
            ":",
            ":sub",
            ".",
            ",",
            "||",
            "'%'",
            "'a'",
            "'",
            "1",
            "-1",
            "2.5",
            "id",
            "ownerId",
            "visibility",
            "PUBLIC",
            "state",
            "invoice.ownerId",
            "invoice",
            "address",
            "dueOn",
            "'2026-01-31'",
            "tags",
            "==",
            "!=",
            "&&",
            "?",
            "\"",
            "\0",
            "\ud800",
            "😀",
            "\u202e",
            "lower",
            "select",
            "member",
            ";",
            "\\",
            "parent.id",
            " ",
            "\n",
            "path",
            "price");

    @Test
    void whatIsWrittenIsRead() {
        long seed = new Random().nextLong();
        RandomConditions random = new RandomConditions(seed);
        Set<String> shapes = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            Condition condition = random.condition(4);
            String text = random.text(condition);
            assertThat(RandomConditions.bare(Parser.parse(text)))
                    .as("seed %d, case %d: %s", seed, i, text)
                    .isEqualTo(condition);
            shapes.add(condition.getClass().getSimpleName());
        }
        assertThat(shapes).hasSize(10);
    }

    @Test
    void noSoupOfTokensThrows() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("id ");
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(SOUP.get(random.nextInt(SOUP.size()))).append(random.nextInt(5) == 0 ? "" : " ");
            }
            try {
                Assembly assembly =
                        new Shop().rule(Shop.LINE, "r", text.toString()).assemble(Shop.LINE);
                assertThat(assembly.entities().isEmpty())
                        .isNotEqualTo(assembly.problems().isEmpty());
                read += assembly.entities().size();
                for (Problem problem : assembly.problems()) {
                    assertThat(problem.offset()).isBetween(0, text.length());
                    assertThat(problem.text()).doesNotContain("\0", "\u202e", "%s");
                }
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new AssertionError("seed " + seed + ", case " + i + ": " + text, e);
            }
        }
        assertThat(read).as("conditions that mean something, seed %d", seed).isPositive();
    }

    @Test
    void parenthesesHaveALimit() {
        assertThat(Parser.parse("(".repeat(50) + "id = 1" + ")".repeat(50))).isInstanceOf(Condition.Compare.class);
        for (String deep : List.of("(".repeat(10_000), "not (".repeat(10_000))) {
            assertThatThrownBy(() -> Parser.parse(deep + "id = 1"))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.offset()).isEqualTo(deep.length() / 10_000 * 51 - 1))
                    .hasMessage("parentheses lie in parentheses 50 times, and 50 is the limit. Split the policy into"
                            + " several: all of them hold together.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ":a"})
    void pathsHaveALimit(String path) {
        assertThat(Parser.parse(path + ".a".repeat(19) + " = 1")).isInstanceOf(Condition.Compare.class);
        assertThatThrownBy(() -> Parser.parse("1 = " + path + ".a".repeat(20)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.offset()).isEqualTo(4))
                .hasMessage("this path has 21 names, and 20 is the limit. Shorten it.");
    }

    @Test
    void widthHasNoLimit() {
        String text = "id = 1" + " or id = 1".repeat(20_000);

        assertThat(Parser.parse(text))
                .isInstanceOfSatisfying(
                        Condition.Any.class, any -> assertThat(any.parts()).hasSize(20_001));
    }

    @Test
    void whatNoTerminalShowsIsShownByItsCode() {
        assertThat(Shop.problems("id =\u00a01"))
                .containsExactly("4 RLS050 found \"\\u00a0\" where a value is expected. Write a plain space.");
        assertThat(Shop.problems("path = 'a\0b'"))
                .containsExactly("9 RLS050 found \"\\u0000\" where a value is expected. Leave it out: PostgreSQL has no"
                        + " text with NUL.");
        assertThat(Shop.problems("path = '😀\ud83d'"))
                .containsExactly("10 RLS050 found \"\\ud83d\" where a value is expected. Leave it out: half a surrogate"
                        + " pair is no character.");
        assertThat(Shop.problems("id = 1 \u202e"))
                .containsExactly(
                        "7 RLS050 found \"\\u202e\" where \"and\", \"or\" or the end is expected. Leave it out.");
    }

    @Test
    void wordsAreThoseOfAsciiAlone() {
        assertThat(Shop.problems("path li\u212ae 'a'"))
                .containsExactly(
                        "5 RLS050 found \"li\u212ae\" where =, <>, <, <=, >, >=, \"is\", \"between\", \"in\" or"
                                + " \"like\" is expected. Did you mean \"like\"?");
    }

    @Test
    void offsetsCountUtf16Units() {
        assertThat(Shop.problems("path = '😀' and idd = 1"))
                .containsExactly("16 RLS052 attribute \"idd\" not found on shop.Line. Did you mean \"id\"?");
    }
}
