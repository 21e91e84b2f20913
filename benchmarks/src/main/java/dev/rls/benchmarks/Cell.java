package dev.rls.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a transaction does, and over what.
 *
 * @param network what lies in between
 * @param statements how many it has
 */
record Cell(Network network, int statements) {

    /** All that are measured. */
    static final List<Cell> ALL = all();

    private static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (Network network : Network.values()) {
            for (int statements : new int[] {1, 5, 50}) {
                cells.add(new Cell(network, statements));
            }
        }
        return List.copyOf(cells);
    }

    @Override
    public String toString() {
        return statements + (statements == 1 ? " statement, " : " statements, ") + network.label();
    }
}
