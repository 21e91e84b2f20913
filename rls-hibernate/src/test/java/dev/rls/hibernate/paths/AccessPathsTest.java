package dev.rls.hibernate.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The matrix of access paths. While working on some of them, {@code -Dpaths=find} runs those whose name or family begins
 * so, and writes nothing.
 */
class AccessPathsTest {

    private static final String ONLY = System.getProperty("paths", "");

    private static Matrix matrix;

    @BeforeAll
    static void run() throws SQLException, IOException {
        List<Path> paths = Paths.all().stream()
                .filter(path -> path.name().startsWith(ONLY) || path.family().startsWith(ONLY))
                .toList();
        matrix = Matrix.run(paths);
        matrix.outcomes().forEach((path, outcomes) -> System.out.println(path + " " + outcomes));
        matrix.broken().forEach(text -> System.out.println("BROKEN " + text));
        System.out.println(matrix.refusals());
    }

    @Test
    void eachPathLeaksUnprotectedAndReachesItsOwnRow() {
        assertThat(matrix.broken()).isEmpty();
    }

    @Test
    void nothingLeaksWithBoth() {
        assertThat(matrix.leaking(Mode.BOTH)).isEmpty();
    }
}
