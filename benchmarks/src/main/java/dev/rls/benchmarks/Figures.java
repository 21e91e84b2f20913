package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What all rounds say of a way in a cell: medians over the rounds, and percentiles over all their transactions.
 *
 * @param way whose figures they are
 * @param cell what was measured
 * @param perSecond transactions per second
 * @param ratio of the throughput to that of the first way in the same round
 * @param lower a quarter of the rounds had a lower ratio
 * @param upper a quarter of them had a higher one
 * @param p50 microseconds that half of the transactions needed at most
 * @param p95 and 95 of a hundred
 * @param p99 and 99 of a hundred
 * @param allocated bytes for each transaction, in the thread that runs it
 * @param statementsPerCpuSecond how many statements the server runs in a second of its CPU time
 */
record Figures(
        Way way,
        Cell cell,
        double perSecond,
        double ratio,
        double lower,
        double upper,
        double p50,
        double p95,
        double p99,
        double allocated,
        double statementsPerCpuSecond) {

    /** Those of all ways in all cells, cell by cell. */
    static List<Figures> of(List<Round> rounds) {
        List<Figures> all = new ArrayList<>();
        for (Cell cell : rounds.stream().map(Round::cell).distinct().toList()) {
            List<Round> first = select(rounds, Way.HAND_WRITTEN, cell);
            for (Way way : Way.values()) {
                all.add(of(way, cell, select(rounds, way, cell), first));
            }
        }
        return all;
    }

    private static List<Round> select(List<Round> rounds, Way way, Cell cell) {
        return rounds.stream()
                .filter(round -> round.way() == way && round.cell().equals(cell))
                .toList();
    }

    private static Figures of(Way way, Cell cell, List<Round> rounds, List<Round> first) {
        double[] ratios = new double[rounds.size()];
        Arrays.setAll(ratios, i -> rounds.get(i).perSecond() / first.get(i).perSecond());
        double[] times = rounds.stream()
                .flatMap(round -> round.times().stream())
                .mapToDouble(Long::doubleValue)
                .toArray();
        return new Figures(
                way,
                cell,
                median(rounds, Round::perSecond),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                quantile(times, 0.5) / 1e3,
                quantile(times, 0.95) / 1e3,
                quantile(times, 0.99) / 1e3,
                median(rounds, Round::allocatedEach),
                median(rounds, Round::statementsPerCpuSecond));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return quantile(rounds.stream().mapToDouble(figure).toArray(), 0.5);
    }

    /** The smallest value that so many are not above. */
    static double quantile(double[] values, double share) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
