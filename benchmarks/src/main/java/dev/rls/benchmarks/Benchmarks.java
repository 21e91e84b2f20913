package dev.rls.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures everything, prints it, and leaves it below target; docs/performance.md has the command. */
public final class Benchmarks {

    private static final Path TARGET = Path.of("target");
    private static final int ROWS = 1000;
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 30);
    private static final int MILLISECONDS = 600;
    private static final int WARM_UP_TRANSACTIONS = 10_000;
    private static final int WARM_UP_ROUNDS = 2;
    private static final long SEED = 20261123;

    private Benchmarks() {}

    /**
     * Starts.
     *
     * @param arguments none
     * @throws IOException if a JVM of a way does not start
     * @throws SQLException if the databases cannot be made
     * @throws RunnerException if JMH fails
     */
    public static void main(String[] arguments) throws IOException, SQLException, RunnerException {
        endToEnd();
        jmh();
        System.exit(0);
    }

    private static void endToEnd() throws IOException, SQLException {
        try (Comparison comparison = new Comparison(ROWS)) {
            String versions = comparison.versions();
            System.out.println("warming up");
            comparison.warmUp(WARM_UP_TRANSACTIONS);
            comparison.rounds(Cell.ALL, WARM_UP_ROUNDS, MILLISECONDS, SEED, round -> {});
            List<Round> rounds = comparison.rounds(
                    Cell.ALL,
                    ROUNDS,
                    MILLISECONDS,
                    SEED + WARM_UP_ROUNDS,
                    round -> System.out.println("round " + (round + 1) + " of " + ROUNDS));
            List<Figures> figures = Figures.of(rounds);
            String table = Report.table(figures);
            Files.writeString(TARGET.resolve("benchmark.md"), table);
            Files.writeString(TARGET.resolve("benchmark.csv"), Report.csv(figures));
            Files.writeString(TARGET.resolve("benchmark-rounds.csv"), Report.roundsCsv(rounds));
            Files.writeString(TARGET.resolve("benchmark.svg"), Chart.of(figures));
            System.out.printf(
                    "%n%s, %s %s, %d processors, %d rounds, seed %d%n%n%s%n",
                    versions,
                    System.getProperty("java.vm.name"),
                    System.getProperty("java.version"),
                    Runtime.getRuntime().availableProcessors(),
                    ROUNDS,
                    SEED,
                    table);
            Targets.judge(figures).forEach(System.out::println);
        }
    }

    private static void jmh() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev\\.rls\\.benchmarks\\.jmh\\..*")
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .resultFormat(ResultFormatType.CSV)
                        .result(TARGET.resolve("jmh.csv").toString())
                        .build())
                .run();
        for (RunResult result : results) {
            String size = result.getParams().getParam("characters");
            Result<?> time = result.getPrimaryResult();
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %4s characters %,12.0f ns ± %,.0f, %,.0f bytes%n",
                    time.getLabel(),
                    size,
                    time.getScore(),
                    time.getScoreError(),
                    Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                            .getScore());
            if (time.getLabel().equals("remembered")) {
                System.out.println(Targets.judgeRemembered(size, time.getScore()));
            }
        }
    }
}
