package dev.rls.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.benchmarks.worker.Way;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That everything runs; how fast is not asked here. */
class ComparisonTest {

    @Test
    void eachWayIsMeasuredInEachCellOfEachRound() throws IOException, SQLException {
        try (Comparison comparison = new Comparison(20)) {
            List<Cell> cells = List.of(new Cell(0, 1), new Cell(1, 5));
            List<Integer> told = new ArrayList<>();
            List<Round> rounds = comparison.rounds(cells, 1, 1, 1, told::add);
            List<Figures> figures = Figures.of(rounds);

            assertThat(told).containsExactly(0);
            assertThat(rounds).hasSize(Way.values().length * cells.size()).allSatisfy(round -> {
                assertThat(round.times()).isNotEmpty();
                assertThat(round.allocated()).isPositive();
            });
            assertThat(figures).hasSameSizeAs(rounds);
            assertThat(comparison.versions()).contains("7.4.").contains("8.0.").contains("PostgreSQL 18.");
            assertThat(Report.csv(figures).lines()).hasSize(figures.size() + 1);
        }
    }
}
