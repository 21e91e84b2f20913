package dev.rls.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures as text. */
final class Report {

    private Report() {}

    /** For docs/performance.md. */
    static String table(List<Figures> all) {
        List<String> lines = new ArrayList<>(List.of(
                "| | | transactions/s | ratio (quartiles) | p50 µs | p95 µs | p99 µs | KiB allocated | statements/s of server CPU |",
                "|---|---|---|---|---|---|---|---|---|"));
        Cell cell = null;
        for (Figures figures : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.0f | %.3f (%.3f–%.3f) | %,.0f | %,.0f | %,.0f | %,.1f | %,.0f |",
                    figures.cell().equals(cell) ? "" : figures.cell(),
                    figures.way().label(),
                    figures.perSecond(),
                    figures.ratio(),
                    figures.lower(),
                    figures.upper(),
                    figures.p50(),
                    figures.p95(),
                    figures.p99(),
                    figures.allocated() / 1024,
                    figures.statementsPerCpuSecond()));
            cell = figures.cell();
        }
        return String.join("\n", lines) + "\n";
    }

    /** The same for programs. */
    static String csv(List<Figures> all) {
        List<String> lines =
                new ArrayList<>(List.of("delay_ms,statements,way,transactions_per_second,ratio,lower_quartile,"
                        + "upper_quartile,p50_us,p95_us,p99_us,allocated_bytes,statements_per_cpu_second"));
        for (Figures figures : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d,%d,%s,%.1f,%.4f,%.4f,%.4f,%.1f,%.1f,%.1f,%.0f,%.0f",
                    figures.cell().milliseconds(),
                    figures.cell().statements(),
                    figures.way(),
                    figures.perSecond(),
                    figures.ratio(),
                    figures.lower(),
                    figures.upper(),
                    figures.p50(),
                    figures.p95(),
                    figures.p99(),
                    figures.allocated(),
                    figures.statementsPerCpuSecond()));
        }
        return String.join("\n", lines) + "\n";
    }

    /** What the figures are made of, but for the single transactions. */
    static String roundsCsv(List<Round> rounds) {
        List<String> lines = new ArrayList<>(List.of(
                "round,delay_ms,statements,way,transactions,nanoseconds,allocated_bytes,server_cpu_nanoseconds"));
        for (Round round : rounds) {
            lines.add("%d,%d,%d,%s,%d,%d,%d,%d"
                    .formatted(
                            round.round(),
                            round.cell().milliseconds(),
                            round.cell().statements(),
                            round.way(),
                            round.times().size(),
                            round.nanos(),
                            round.allocated(),
                            round.cpu()));
        }
        return String.join("\n", lines) + "\n";
    }
}
