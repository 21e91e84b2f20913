package dev.rls.hibernate.paths;

import dev.rls.hibernate.paths.Matrix.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The matrix, for programs and for readers. */
final class Report {

    private static final String INTRODUCTION = """
            # Access paths

            Ways to another tenant's row, as the tests of this build tried them. One body for all modes; only the protection
            differs. A path leaks if what it returned shows the row or tells of it, if its error message does, or if it changed
            anything of the other tenant's. A path that leaks nowhere without protection is a broken test, and so is one that no
            longer reaches the user's own row where it should.

            | mode | what protects |
            |---|---|
            | control | nothing; Hibernate without this library, on H2 and on PostgreSQL |
            | orm-h2 | Hibernate alone, on a database without row-level security |
            | orm-postgres | Hibernate alone on PostgreSQL, `rls.enforce=orm` |
            | database | PostgreSQL alone; Hibernate without this library, on bound connections |
            | both | the default, on PostgreSQL 15 and 18 |

            Where a code stands, Hibernate alone refuses the path whosever row it goes after. What leaks is explained in
            [limits.md](limits.md). PostgreSQL alone cannot see what Hibernate's caches answer without asking it.

            The test `AccessPathsTest` writes this page to `rls-hibernate/target/access-paths.md`, and the cells as
            `path,mode,outcome` to `access-paths.csv` beside it.

            """;

    private final Matrix matrix;

    Report(Matrix matrix) {
        this.matrix = matrix;
    }

    String csv() {
        StringBuilder csv = new StringBuilder("path,mode,outcome\n");
        matrix.outcomes()
                .forEach((path, outcomes) -> outcomes.forEach((mode, outcome) -> csv.append(path.name())
                        .append(',')
                        .append(mode)
                        .append(',')
                        .append(outcome)
                        .append('\n')));
        return csv.toString();
    }

    String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("| ").append(matrix.outcomes().size()).append(" paths |");
        Arrays.stream(Mode.values())
                .forEach(mode -> page.append(' ').append(mode).append(" |"));
        page.append("\n|---|").append("---|".repeat(Mode.values().length)).append('\n');
        for (Outcome outcome : Outcome.values()) {
            page.append("| ").append(outcome).append(" |");
            for (Mode mode : Mode.values()) {
                page.append(' ').append(count(mode, outcome)).append(" |");
            }
            page.append('\n');
        }
        families().forEach((family, paths) -> family(page, family, paths));
        return page.toString();
    }

    private long count(Mode mode, Outcome outcome) {
        return matrix.outcomes().values().stream()
                .filter(outcomes -> outcomes.get(mode) == outcome)
                .count();
    }

    private Map<String, List<Path>> families() {
        return matrix.outcomes().keySet().stream()
                .collect(Collectors.groupingBy(Path::family, LinkedHashMap::new, Collectors.toList()));
    }

    private void family(StringBuilder page, String family, List<Path> paths) {
        page.append("\n## ")
                .append(family)
                .append("\n\n| path | control | orm-h2 | orm-postgres | database | both |")
                .append(" closed by |\n|---|---|---|---|---|---|---|\n");
        for (Path path : paths) {
            page.append("| `").append(path.name()).append("` |");
            matrix.outcomes()
                    .get(path)
                    .forEach((mode, outcome) -> page.append(' ')
                            .append(
                                    outcome == Outcome.BLOCKED && mode.isOrmAlone() && path.refusal() != null
                                            ? path.refusal()
                                            : outcome)
                            .append(" |"));
            page.append(' ').append(path.closedBy());
            path.missing()
                    .forEach((mode, why) ->
                            page.append("; ").append(mode).append(": ").append(why));
            page.append(" |\n");
        }
    }
}
