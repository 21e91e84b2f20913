package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Way;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way in a cell, once.
 *
 * @param round counted from 0
 * @param way whose JVM worked
 * @param cell what it did
 * @param nanos how long
 * @param times how long each transaction took, in nanoseconds
 * @param allocated how many bytes its thread allocated
 * @param cpu how many nanoseconds of CPU the server used for it
 */
record Round(int round, Way way, Cell cell, long nanos, List<Long> times, long allocated, long cpu) {

    /** Reads what a worker answers. */
    static Round of(int round, Way way, Cell cell, String answer, long cpu) {
        List<Long> numbers =
                Stream.of(answer.split(" ", -1)).map(Long::parseLong).toList();
        return new Round(round, way, cell, numbers.get(1), numbers.subList(2, numbers.size()), numbers.get(0), cpu);
    }

    double perSecond() {
        return times.size() * 1e9 / nanos;
    }

    double allocatedEach() {
        return (double) allocated / times.size();
    }

    double statementsPerCpuSecond() {
        return (double) times.size() * cell.statements() * 1e9 / cpu;
    }
}
