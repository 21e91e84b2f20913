package dev.rls.benchmarks;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a transaction does, and over what.
 *
 * @param milliseconds that the proxy adds to each round trip
 * @param statements how many it has
 */
record Cell(int milliseconds, int statements) {

    /** All that are measured. */
    static final List<Cell> ALL = IntStream.of(0, 1)
            .boxed()
            .flatMap(milliseconds -> Stream.of(1, 5, 50).map(statements -> new Cell(milliseconds, statements)))
            .toList();

    /** In a table or below a chart. */
    String transaction() {
        return statements == 1 ? "1 statement" : statements + " statements";
    }

    @Override
    public String toString() {
        return transaction() + ", " + milliseconds + " ms";
    }
}
