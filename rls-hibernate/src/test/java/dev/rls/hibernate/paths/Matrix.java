package dev.rls.hibernate.paths;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All paths in all modes. */
final class Matrix {

    enum Outcome {
        LEAK,
        BLOCKED,
        NOT_APPLICABLE;

        @Override
        public String toString() {
            return this == LEAK ? "leak" : this == BLOCKED ? "blocked" : "n/a";
        }
    }

    private final Map<Path, Map<Mode, Outcome>> outcomes = new LinkedHashMap<>();

    /** What is wrong with the paths themselves. */
    private final List<String> broken = new ArrayList<>();

    static Matrix run(List<Path> paths, List<Mode> modes) throws SQLException {
        Matrix matrix = new Matrix();
        paths.forEach(path -> matrix.outcomes.put(path, new EnumMap<>(Mode.class)));
        String changelog = Boot.changelog();
        for (Mode mode : modes) {
            for (World world : World.of(mode, changelog)) {
                for (Path path : paths) {
                    matrix.run(path, mode, world);
                }
                world.close();
            }
        }
        return matrix;
    }

    private void run(Path path, Mode mode, World world) throws SQLException {
        if (path.missing().containsKey(mode)) {
            add(path, mode, Outcome.NOT_APPLICABLE);
            return;
        }
        if (mode == Mode.CONTROL && !isNeeded(path, world)) {
            return;
        }
        Attempt foreign = Attempt.of(path, world, Whose.GLOBEX);
        add(path, mode, foreign.reached() ? Outcome.LEAK : Outcome.BLOCKED);
        if (!foreign.reached() && mode == Mode.CONTROL) {
            broken.add(path + " does not leak in " + world + ": " + foreign.failure());
        }
        if (mode != Mode.CONTROL && path.reachesOwn()) {
            own(path, world, mode);
        }
    }

    private void own(Path path, World world, Mode mode) throws SQLException {
        Attempt own = Attempt.of(path, world, Whose.ACME);
        if (mode.isOrmAlone() && path.refusal() != null) {
            if (!path.refusal().equals(own.refusal())) {
                broken.add(path + " should be refused with " + path.refusal() + " in " + world + ": " + own.failure());
            }
        } else if (!own.reached()) {
            broken.add(path + " does not reach the own row in " + world + ": " + own.failure());
        }
    }

    /** A control is asked for a database if the path is run on it otherwise. */
    private static boolean isNeeded(Path path, World world) {
        return world.isH2()
                ? !path.missing().containsKey(Mode.ORM_H2)
                : !path.missing().keySet().containsAll(List.of(Mode.ORM_POSTGRES, Mode.DATABASE, Mode.BOTH));
    }

    /** The control leaks only if it does on each database, the others if they do on any. */
    private void add(Path path, Mode mode, Outcome outcome) {
        Outcome decisive = mode == Mode.CONTROL ? Outcome.BLOCKED : Outcome.LEAK;
        outcomes.get(path).merge(mode, outcome, (first, second) -> first == decisive ? first : second);
    }

    Map<Path, Map<Mode, Outcome>> outcomes() {
        return outcomes;
    }

    List<Path> leaking(Mode mode) {
        return outcomes.keySet().stream()
                .filter(path -> outcomes.get(path).get(mode) == Outcome.LEAK)
                .toList();
    }

    List<String> broken() {
        return broken;
    }
}
