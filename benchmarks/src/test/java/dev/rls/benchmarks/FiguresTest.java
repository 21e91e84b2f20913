package dev.rls.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.benchmarks.worker.Way;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void aRatioIsToTheFirstWayOfTheSameRound() {
        List<Round> rounds = new ArrayList<>();
        for (Cell cell : Cell.ALL) {
            for (Way way : Way.values()) {
                // The machine is half as fast in each round, and each way but the first half as fast as the first.
                for (int round = 0; round < 3; round++) {
                    long each = (1L << round) * (way == Way.HAND_WRITTEN ? 1_000 : 2_000);
                    rounds.add(new Round(round, way, cell, 2 * each, List.of(each, each), 2048, each));
                }
            }
        }

        assertThat(Figures.of(rounds)).allSatisfy(figures -> {
            assertThat(figures.ratio()).isEqualTo(figures.way() == Way.HAND_WRITTEN ? 1 : 0.5);
            assertThat(figures.lower()).isEqualTo(figures.upper());
            assertThat(figures.allocated()).isEqualTo(1024);
            assertThat(figures.p99()).isEqualTo(figures.way() == Way.HAND_WRITTEN ? 4 : 8);
        });
    }

    @Test
    void aQuantileIsAValueThatWasMeasured() {
        double[] values = {4, 1, 3, 2};

        assertThat(Figures.quantile(values, 0.5)).isEqualTo(2);
        assertThat(Figures.quantile(values, 0.75)).isEqualTo(3);
        assertThat(Figures.quantile(values, 0.99)).isEqualTo(4);
        assertThat(Figures.quantile(values, 0)).isEqualTo(1);
    }
}
