package dev.rls.hibernate.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rls.hibernate.paths.Matrix.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The matrix of access paths. While working on some of them, {@code -Dpaths=find} runs those whose name or family begins
 * so, and compares nothing with the documents.
 */
class AccessPathsTest {

    private static final String ONLY = System.getProperty("paths", "");
    private static final java.nio.file.Path TARGET = java.nio.file.Path.of("target");
    private static final java.nio.file.Path DOCS = java.nio.file.Path.of("..", "docs");

    private static Matrix matrix;
    private static Report report;

    @BeforeAll
    static void run() throws SQLException, IOException {
        List<Path> paths = Paths.all().stream()
                .filter(path -> path.name().startsWith(ONLY) || path.family().startsWith(ONLY))
                .toList();
        matrix = Matrix.run(paths, List.of(Mode.values()));
        report = new Report(matrix);
        Files.createDirectories(TARGET);
        Files.writeString(TARGET.resolve("access-paths.csv"), report.csv());
        Files.writeString(TARGET.resolve("access-paths.md"), report.markdown());
    }

    @Test
    void eachPathLeaksUnprotectedAndReachesItsOwnRow() {
        assertThat(matrix.broken()).isEmpty();
    }

    @Test
    void nothingLeaksWithBoth() {
        assertThat(matrix.leaking(Mode.BOTH)).isEmpty();
    }

    @Test
    void cachesAloneLeakBehindTheDatabase() {
        assertThat(matrix.leaking(Mode.DATABASE)).extracting(Path::family).allMatch("Caches"::equals);
    }

    @Test
    void whatLeaksWhereHibernateStandsAloneIsWrittenDown() throws IOException {
        String limits = Files.readString(DOCS.resolve("limits.md"));
        for (Mode mode : List.of(Mode.ORM_H2, Mode.ORM_POSTGRES)) {
            assertThat(matrix.leaking(mode))
                    .hasSizeLessThanOrEqualTo(6)
                    .allSatisfy(path -> assertThat(limits).contains("`" + path.name() + "`"));
        }
    }

    @Test
    void thereAreManyAndAlmostAllAreTriedInAllModes() {
        assumeTrue(ONLY.isEmpty());
        assertThat(matrix.outcomes()).hasSizeGreaterThan(140);
        assertThat(matrix.outcomes().keySet()).extracting(Path::name).doesNotHaveDuplicates();
        long missing = matrix.outcomes().values().stream()
                .flatMap(outcomes -> outcomes.values().stream())
                .filter(outcome -> outcome == Outcome.NOT_APPLICABLE)
                .count();
        assertThat(missing * 100.0 / (matrix.outcomes().size() * Mode.values().length))
                .isLessThanOrEqualTo(3);
        assertThat(matrix.outcomes())
                .allSatisfy((path, outcomes) -> assertThat(outcomes)
                        .containsOnlyKeys(Mode.values())
                        .satisfies(all -> assertThat(all.entrySet().stream()
                                        .filter(cell -> cell.getValue() == Outcome.NOT_APPLICABLE)
                                        .map(Map.Entry::getKey))
                                .containsExactlyInAnyOrderElementsOf(
                                        path.missing().keySet())));
    }

    @Test
    void theDocumentTellsOfThem() throws IOException {
        assumeTrue(ONLY.isEmpty());
        assertThat(Files.readString(DOCS.resolve("access-paths.md")))
                .as("docs/access-paths.md is not what was measured: copy rls-hibernate/target/access-paths.md over it")
                .isEqualTo(report.markdown());
    }
}
