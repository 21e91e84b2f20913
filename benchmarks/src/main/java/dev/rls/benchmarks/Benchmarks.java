package dev.rls.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures everything, prints it, and leaves it below target; docs/performance.md has the command. */
public final class Benchmarks {

    private static final Path TARGET = Path.of("target");
    private static final int ROWS = 1000;
    private static final int ROUNDS = 20;
    private static final int MILLISECONDS = 600;
    private static final int WARM_UP_MILLISECONDS = 15_000;
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
            comparison.warmUp(WARM_UP_MILLISECONDS);
            comparison.rounds(
                    Cell.ALL, 2, MILLISECONDS, SEED, round -> System.out.println("warm-up " + (round + 1) + " of 2"));
            List<Round> rounds = comparison.rounds(
                    Cell.ALL,
                    ROUNDS,
                    MILLISECONDS,
                    SEED + 2,
                    round -> System.out.println("round " + (round + 1) + " of " + ROUNDS));
            List<Figures> figures = Figures.of(rounds);
            String table = Report.table(figures);
            Files.writeString(TARGET.resolve("benchmark.md"), table);
            Files.writeString(TARGET.resolve("benchmark.csv"), Report.csv(figures));
            Files.writeString(TARGET.resolve("benchmark-rounds.csv"), Report.roundsCsv(rounds));
            Files.writeString(TARGET.resolve("benchmark.svg"), Chart.of(figures));
            System.out.printf(
                    "%n%s, %s %s, %d processors, seed %d%n%n%s%n",
                    versions,
                    System.getProperty("java.vm.name"),
                    System.getProperty("java.version"),
                    Runtime.getRuntime().availableProcessors(),
                    SEED,
                    table);
            Targets.judge(figures).forEach(System.out::println);
        }
    }

    private static void jmh() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include("dev\\.rls\\.benchmarks\\.jmh\\..*")
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.CSV)
                        .result(TARGET.resolve("jmh.csv").toString())
                        .build())
                .run();
    }
}
