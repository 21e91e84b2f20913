package dev.rls.hibernate.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The matrix where Hibernate stands alone on H2, in one test, as a run of mutants needs it. */
@EnabledIfSystemProperty(named = "mutants", matches = "true")
class MutantsTest {

    @Test
    void hibernateAloneHoldsOnH2() throws SQLException {
        Matrix matrix = Matrix.run(Paths.all(), List.of(Mode.ORM_H2));
        assertThat(matrix.broken()).isEmpty();
        assertThat(matrix.leaking(Mode.ORM_H2))
                .extracting(Path::name)
                .containsExactlyInAnyOrder("subselect", "formula", "formula-hql");
    }
}
