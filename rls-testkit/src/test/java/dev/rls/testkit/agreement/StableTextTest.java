package dev.rls.testkit.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The digest of a run is that of texts in which nothing tells when it ran. */
class StableTextTest {

    private static final BatchPlan PLAN = BatchPlan.generate(20261123L, 0);

    @Test
    void timesNearNowHaveNames() {
        List<String> texts = Stream.concat(
                        PLAN.rows().stream().flatMap(List::stream).map(Case::stable),
                        PLAN.cases().stream().flatMap(List::stream).map(Case::text))
                .toList();

        assertThat(texts).anyMatch(text -> text.contains("near0")).anyMatch(text -> text.contains("near1"));
        assertThat(texts).noneMatch(text -> Pools.NEAR.stream().anyMatch(near -> text.contains(near.toString())));
    }

    /** The control: there are such times. */
    @Test
    void rowsHaveTimesNearNow() {
        assertThat(PLAN.rows().stream()
                        .flatMap(List::stream)
                        .map(Map::values)
                        .flatMap(values -> values.stream().filter(StableTextTest::isNear)))
                .isNotEmpty();
    }

    @Test
    void policiesNameNoTimeNearNow() {
        String policies = PLAN.team() + PLAN.docs();

        assertThat(Pools.NEAR).noneMatch(near -> policies.contains(near.toString()));
    }

    private static boolean isNear(@Nullable Object value) {
        return value instanceof Instant time && Pools.NEAR.contains(time);
    }
}
