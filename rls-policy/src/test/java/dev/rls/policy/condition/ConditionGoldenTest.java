package dev.rls.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What conditions mean and what is said of wrong ones, whole: each paragraph begins with a condition. */
class ConditionGoldenTest {

    @Test
    void aConditionMeansWhatTheGoldenFileSays() throws IOException {
        String golden = golden("conditions.txt");

        assertThat(answers(golden)).isEqualTo(golden);
        assertThat(golden).doesNotContain("RLS0");
    }

    @Test
    void aFaultIsToldWithItsPlaceAsTheGoldenFileSays() throws IOException {
        String golden = golden("condition-faults.txt");

        assertThat(answers(golden)).isEqualTo(golden);
        for (String paragraph : golden.split("\n\n")) {
            assertThat(paragraph).contains("^ RLS0");
        }
    }

    /** The golden file as it would be, made from the conditions in it. */
    private static String answers(String golden) {
        StringBuilder answers = new StringBuilder();
        for (String paragraph : golden.split("\n\n")) {
            String condition = paragraph.lines().findFirst().orElseThrow();
            answers.append(answers.isEmpty() ? "" : "\n").append(condition).append('\n');
            Assembly assembly = new Shop().rule(Shop.LINE, "r", condition).assemble(Shop.LINE);
            List<Problem> problems = assembly.problems();
            for (Problem problem : problems) {
                answers.append(" ".repeat(problem.offset()))
                        .append("^ ")
                        .append(problem.code())
                        .append(' ')
                        .append(problem.text())
                        .append('\n');
            }
            if (problems.isEmpty()) {
                answers.append(Printed.of(
                                assembly.entities().get(0).rules().get(0).using()))
                        .append('\n');
            }
        }
        return answers.toString();
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = ConditionGoldenTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
