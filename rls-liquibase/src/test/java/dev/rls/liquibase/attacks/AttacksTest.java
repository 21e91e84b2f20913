package dev.rls.liquibase.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rls.liquibase.attacks.Trial.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The attack list. While working on some of them, {@code -Dattacks=merge} runs those whose id or group begins so, and
 * compares nothing with the documents.
 */
class AttacksTest {

    private static final String ONLY = System.getProperty("attacks", "");
    private static final Path TARGET = Path.of("target");
    private static final Path ROOT = Path.of("..");

    private static Trial trial;
    private static Report report;

    @BeforeAll
    static void run() throws Exception {
        List<Attack> attacks = Attacks.all().stream()
                .filter(attack -> attack.id().startsWith(ONLY) || attack.group().startsWith(ONLY))
                .toList();
        trial = Trial.of(attacks);
        report = new Report(trial);
        Files.createDirectories(TARGET);
        Files.writeString(TARGET.resolve("attacks.csv"), report.csv());
        Files.writeString(TARGET.resolve("attacks.md"), report.markdown());
    }

    @Test
    void eachAttackFailsAndSucceedsWithoutItsRule() {
        assertThat(trial.broken()).isEmpty();
    }

    @Test
    void thereAreManyAndNoTwoHaveOneName() {
        assumeTrue(ONLY.isEmpty());
        assertThat(trial.results().keySet()).extracting(Attack::id).doesNotHaveDuplicates();
        assertThat(trial.results().keySet().stream().filter(attack -> !attack.isOpen()))
                .hasSizeGreaterThanOrEqualTo(100);
    }

    /** A limit that PostgreSQL lifts one day is to be found here, too. */
    @Test
    void whatNothingStopsSucceedsAndIsWrittenDown() throws Exception {
        String security = Files.readString(ROOT.resolve("SECURITY.md"));
        assertThat(trial.results()).allSatisfy((attack, results) -> {
            if (attack.isOpen()) {
                assertThat(security).contains(attack.limit());
                assertThat(results.values()).allMatch(result -> result.ruled() == Outcome.SUCCEEDS);
            }
        });
    }

    @Test
    void theDocumentTellsOfThem() throws Exception {
        assumeTrue(ONLY.isEmpty());
        assertThat(Files.readString(ROOT.resolve("docs/attacks.md")))
                .as("docs/attacks.md is not what was tried: copy rls-liquibase/target/attacks.md over it")
                .isEqualTo(report.markdown());
    }
}
