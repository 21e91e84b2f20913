package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What verified tickets are to reach. */
final class Targets {

    private Targets() {}

    /** Throughput, as a share of that with a predicate by hand. */
    static double of(Cell cell) {
        if (cell.network() == Network.DELAYED) {
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
            lines.add(line(Way.TICKETS + ", " + cell, ratio, of(cell)));
            if (cell.network() == Network.DELAYED) {
                lines.add(line(
                        Way.TICKETS + " beside " + Way.HIBERNATE_8 + ", " + cell,
                        ratio,
                        ratio(all, Way.HIBERNATE_8, cell)));
            }
        }
        return lines;
    }

    private static String line(String what, double ratio, double target) {
        return String.format(
                Locale.ROOT, "%-60s %.3f, target %.3f: %s", what, ratio, target, ratio < target ? "MISSED" : "reached");
    }

    private static double ratio(List<Figures> all, Way way, Cell cell) {
        return all.stream()
                .filter(figures -> figures.way() == way && figures.cell().equals(cell))
                .findFirst()
                .orElseThrow()
                .ratio();
    }
}
