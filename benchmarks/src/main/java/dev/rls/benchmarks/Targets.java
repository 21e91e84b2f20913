package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is to be reached. */
final class Targets {

    /** Nanoseconds that a token may take which was verified before. */
    private static final double REMEMBERED = 1000;

    private Targets() {}

    /** Throughput of verified tickets, as a share of that with a predicate by hand. */
    static double of(Cell cell) {
        if (cell.milliseconds() > 0) {
            return 0.98;
        }
        return switch (cell.statements()) {
            case 1 -> 0.85;
            case 5 -> 0.92;
            default -> 0.95;
        };
    }

    /** A line for each, whether it was reached. */
    static List<String> judge(List<Figures> all) {
        List<String> lines = new ArrayList<>();
        for (Cell cell : Cell.ALL) {
            double ratio = ratio(all, Way.TICKETS, cell);
            lines.add(line(Way.TICKETS.label() + ", " + cell, ratio, of(cell), ratio / of(cell)));
            if (cell.milliseconds() > 0) {
                double other = ratio(all, Way.HIBERNATE_8, cell);
                lines.add(line("beside " + Way.HIBERNATE_8.label() + ", " + cell, ratio, other, ratio / other));
            }
        }
        return lines;
    }

    /** The same for a token that was verified before. */
    static String judgeRemembered(String size, double nanoseconds) {
        return line("remembered token, " + size + " characters, ns", nanoseconds, REMEMBERED, REMEMBERED / nanoseconds);
    }

    private static String line(String what, double reached, double target, double share) {
        return String.format(
                Locale.ROOT,
                "%-42s %8.3f, target %8.3f: %s",
                what,
                reached,
                target,
                share < 1 ? "missed by %.1f %%".formatted(100 * (1 - share)) : "reached");
    }

    private static double ratio(List<Figures> all, Way way, Cell cell) {
        return all.stream()
                .filter(figures -> figures.way() == way && figures.cell().equals(cell))
                .findFirst()
                .orElseThrow()
                .ratio();
    }
}
