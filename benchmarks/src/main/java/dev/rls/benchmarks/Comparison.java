package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Rows;
import dev.rls.benchmarks.worker.Way;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** All ways in turn, cell by cell and round by round, so that whatever else the machine does meets all of them. */
final class Comparison implements Closeable {

    private final Children children;
    private final Databases databases;
    private final Proxy proxy;

    /**
     * Starts everything, and sees that each way has what it is to be compared with.
     *
     * @param rows how many each tenant has
     */
    Comparison(int rows) throws IOException, SQLException {
        children = new Children(rows);
        try {
            databases = new Databases(children, rows);
            proxy = new Proxy(databases.port());
            for (Way way : Way.values()) {
                requireProtection(way, rows);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            children.close();
            throw e;
        }
    }

    /** Without policies SQL sees the rows of all, with them those of one; no way sees another's row by its key. */
    private void requireProtection(Way way, int rows) {
        long visible = way.hasPolicies() ? rows : (long) rows * Rows.TENANTS;
        String expected = visible + " 1 0";
        String seen = children.of(way).ask("sees", url(way));
        if (!seen.equals(expected)) {
            throw new IllegalStateException(way + " sees " + seen + " in place of " + expected);
        }
    }

    private String url(Way way) {
        return databases.url(way, proxy.port());
    }

    /** What is compared, in a line. */
    String versions() throws SQLException {
        return "Hibernate %s and %s, PostgreSQL %s"
                .formatted(
                        children.of(Way.TICKETS).ask("version"),
                        children.of(Way.HIBERNATE_8).ask("version"),
                        databases.version());
    }

    /**
     * Has each JVM compile what it runs, however long that takes on a busy machine.
     *
     * @param transactions of five statements, for each way
     */
    void warmUp(int transactions) {
        for (Way way : Way.values()) {
            int done = 0;
            while (done < transactions) {
                String answer = children.of(way).ask("run", url(way), 5, 1000, done);
                done += Round.of(0, way, new Cell(0, 5), answer, 0).times().size();
            }
        }
    }

    /**
     * Measures. The first way of one round is the last of the next.
     *
     * @param cells what is measured
     * @param count of rounds
     * @param milliseconds for each way in each cell
     * @param seed which rows are read; the same for all ways
     * @param progress is told of each round
     */
    List<Round> rounds(List<Cell> cells, int count, int milliseconds, long seed, Consumer<Integer> progress)
            throws SQLException, IOException {
        List<Round> rounds = new ArrayList<>();
        List<Way> ways = new ArrayList<>(Arrays.asList(Way.values()));
        for (int round = 0; round < count; round++) {
            for (Cell cell : cells) {
                proxy.delay(cell.milliseconds());
                for (Way way : ways) {
                    rounds.add(round(round, way, cell, milliseconds, seed + round));
                }
            }
            Collections.rotate(ways, -1);
            progress.accept(round);
        }
        return rounds;
    }

    private Round round(int round, Way way, Cell cell, int milliseconds, long seed) throws SQLException, IOException {
        long before = databases.cpu(way);
        String answer = children.of(way).ask("run", url(way), cell.statements(), milliseconds, seed);
        return Round.of(round, way, cell, answer, databases.cpu(way) - before);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        children.close();
    }
}
