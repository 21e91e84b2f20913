package dev.rls.testkit.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * For generated policies, rows, claims and acts the ORM on H2, the ORM on PostgreSQL, the database alone and the
 * evaluator come to the same. The figures are in target/agreement.json; docs/agreement.md says how to run a million.
 */
class AgreementTest {

    private static final long SEED = Long.getLong("agreement.seed", 20261123L);
    private static final int CASES = Integer.getInteger("agreement.cases", 12_000);

    private static Agreement agreement;

    @BeforeAll
    static void run() throws InterruptedException, ExecutionException {
        System.out.println("agreement seed " + SEED);
        agreement = new Agreement(SEED, CASES).run(Integer.getInteger("agreement.threads", 2));
        Report.write(Path.of("target", "agreement.json"), SEED, agreement);
    }

    @Test
    void allReadingsDecideAlike() {
        List<Disagreement> disagreements = agreement.tally().disagreements();

        assertThat(disagreements.size())
                .as(() -> "seed " + SEED + "\n"
                        + disagreements.stream()
                                .limit(3)
                                .map(Shrinker::shrink)
                                .map(Disagreement::text)
                                .collect(Collectors.joining("\n")))
                .isZero();
    }

    @Test
    void thereWasEnoughToDisagreeAbout() {
        Tally tally = agreement.tally();

        assertThat(tally.cases()).isGreaterThanOrEqualTo(5_000);
        assertThat(tally.distinctPolicies()).isGreaterThanOrEqualTo(Math.max(250, tally.cases() / 100));
        assertThat(tally.mixedShare()).isGreaterThanOrEqualTo(0.3);
        assertThat(tally.operators())
                .containsKeys(
                        "=",
                        "<>",
                        "<",
                        "<=",
                        ">",
                        ">=",
                        "in",
                        "not in",
                        "in claim",
                        "not in claim",
                        "literal in claim",
                        "between",
                        "not between",
                        "like",
                        "like escape",
                        "prefix",
                        "is null",
                        "and",
                        "or",
                        "not",
                        "path",
                        "embedded",
                        "claim",
                        "nested claim",
                        "quoted claim",
                        "literal",
                        "two attributes",
                        "current_timestamp",
                        "type string",
                        "type uuid",
                        "type long",
                        "type integer",
                        "type decimal",
                        "type boolean",
                        "type date",
                        "type timestamp",
                        "type grade",
                        "type stage");
        assertThat(tally.shapes()).hasSize(Shape.values().length + EntitySpec.Tenancy.values().length);
        assertThat(tally.operations()).hasSize(dev.rls.testkit.internal.Act.Kind.values().length);
    }

    @Test
    void claimsOfWrongTypesAreRefusedBeforeTheyAreReadAndWhenTheyAre() {
        assertThat(agreement.tally().wrongTypes()).containsOnlyKeys("ALIKE", "REFUSED", "UNREAD");
    }

    @Test
    void everyFaultIsNoticed() {
        assertThat(agreement.mutants().killed()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(agreement.mutants().alive()).isEmpty();
    }

    /** Not on threads, nor on their number: {@link StableTextTest} shows that it does not depend on the day. */
    @Test
    void theDigestIsTheSameOnOneThread() throws InterruptedException, ExecutionException {
        Agreement again = new Agreement(SEED, 1_000).run(1);

        assertThat(again.tally().digestOfFirst())
                .isEqualTo(agreement.tally().digestOfFirst())
                .isNotEmpty();
    }

    /** The recorded million began with these thousand cases, and they came to the same then. */
    @Test
    void theFirstThousandAreThoseOfTheRecordedMillion() throws IOException {
        Properties recorded = new Properties();
        try (InputStream in = AgreementTest.class.getResourceAsStream("/agreement/recorded.properties")) {
            recorded.load(in);
        }
        String digest = recorded.getProperty("digestOfFirst1000", "");
        if (digest.isEmpty()) {
            System.out.println(
                    "NO MILLION IS RECORDED: src/test/resources/agreement/recorded.properties has no digest");
        }
        Assumptions.assumeFalse(digest.isEmpty(), "no million is recorded");
        Assumptions.assumeTrue(recorded.getProperty("seed").equals(String.valueOf(SEED)), "another seed was asked for");

        assertThat(agreement.tally().digestOfFirst()).isEqualTo(digest);
    }
}
