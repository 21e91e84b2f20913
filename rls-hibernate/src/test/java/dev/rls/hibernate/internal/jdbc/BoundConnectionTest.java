package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static dev.rls.fixtures.Sql.execute;
import static dev.rls.hibernate.internal.jdbc.Bound.assertState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.postgresql.util.PSQLException;

class BoundConnectionTest {

    private static final String TITLES = "select title from invoice order by id";

    @OnEveryConnection
    void seesItsOwnRowsInAutocommit(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
        }
    }

    @OnEveryConnection
    void seesItsOwnRowsThroughoutEachTransaction(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            for (int transaction = 0; transaction < 3; transaction++) {
                assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
                assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
                if (transaction == 1) {
                    acme.rollback();
                } else {
                    acme.commit();
                }
            }
        }
    }

    @OnEveryConnection
    void withoutABindTheDatabaseRefuses(Bound bound) throws SQLException {
        try (Connection unbound = bound.plain().getConnection()) {
            assertThatThrownBy(() -> column(unbound, TITLES)).satisfies(e -> assertState(e, "42501"));
        }
    }

    @OnEveryConnection
    void controlWithoutRowSecurityTheBindAloneProtectsNothing(Bound bound) throws SQLException {
        bound.tenants().migrator().execute("alter table invoice disable row level security");
        try (Connection acme = bound.connect("acme")) {
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2", "g1");
        }
    }

    @OnEveryConnection
    void writesAreCheckedAgainstTheSameClaims(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme");
                PreparedStatement insert =
                        acme.prepareStatement("insert into invoice (tenant_id, title) values (?, ?)")) {
            insert.setString(1, "acme");
            insert.setString(2, "a3");
            assertThat(insert.executeUpdate()).isEqualTo(1);
            insert.setString(1, "globex");
            assertThatThrownBy(insert::executeUpdate).satisfies(e -> assertState(e, "42501"));
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2", "a3");
        }
    }

    @OnEveryConnection
    void theNextBorrowerFindsNothingBound(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            column(acme, TITLES);
            acme.commit();
        }
        try (Connection next = bound.plain().getConnection()) {
            assertThat(column(next, "select coalesce(current_setting('rls.ctx', true), '')"))
                    .containsExactly("");
        }
        try (Connection globex = bound.connect("globex")) {
            assertThat(column(globex, TITLES)).containsExactly("g1");
        }
    }

    @OnEveryConnection
    void aSavepointRolledBackTakesTheBindWithIt(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            Savepoint savepoint = acme.setSavepoint();
            assertThat(column(acme, TITLES)).hasSize(2);
            acme.rollback(savepoint);
            assertThat(column(acme, TITLES)).hasSize(2);
        }
    }

    @OnEveryConnection
    void aSavepointRolledBackByTextTakesTheBindWithIt(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            execute(acme, "/* first */ savepoint s");
            assertThat(column(acme, TITLES)).hasSize(2);
            execute(acme, "-- back\n rollback to s");
            assertThat(column(acme, TITLES)).hasSize(2);
        }
    }

    @OnEveryConnection
    void aCommitByTextEndsTheBindToo(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            assertThat(column(acme, TITLES)).hasSize(2);
            execute(acme, "commit");
            assertThat(column(acme, TITLES)).hasSize(2);
            execute(acme, "update invoice set title = 'x'; rollback");
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
        }
    }

    @OnEveryConnection
    void theIsolationLevelCanStillBeSetFirst(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            execute(acme, "set transaction isolation level serializable");
            assertThat(column(acme, TITLES)).hasSize(2);
            assertThat(column(acme, "show transaction_isolation")).containsExactly("serializable");
        }
    }

    @OnEveryConnection
    void anErrorInTheMiddleIsTheDriversAndIsForgottenWithTheTransaction(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            assertThat(column(acme, TITLES)).hasSize(2);
            assertThatThrownBy(() -> column(acme, "select 1 / 0"))
                    .isInstanceOf(PSQLException.class)
                    .satisfies(e -> assertState(e, "22012"));
            assertThatThrownBy(() -> column(acme, TITLES)).satisfies(e -> assertState(e, "25P02"));
            acme.rollback();
            assertThat(column(acme, TITLES)).hasSize(2);
        }
    }

    @OnEveryConnection
    void anErrorInTheStatementThatCarriesTheBindLeavesNothingBound(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            Savepoint savepoint = acme.setSavepoint();
            assertThatThrownBy(() -> column(acme, "select 1 / 0")).satisfies(e -> assertState(e, "22012"));
            acme.rollback(savepoint);
            assertThat(column(acme, TITLES)).hasSize(2);
        }
    }

    @OnEveryConnection
    void oneStatementServesManyTransactions(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme");
                PreparedStatement byTitle = acme.prepareStatement("select title from invoice where title = ?")) {
            byTitle.setString(1, "a1");
            for (boolean autoCommit : new boolean[] {true, false, true}) {
                acme.setAutoCommit(autoCommit);
                for (int i = 0; i < 7; i++) {
                    try (ResultSet rows = byTitle.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getString(1)).isEqualTo("a1");
                        assertThat(rows.getStatement()).isSameAs(byTitle);
                    }
                    if (!autoCommit && i % 2 == 0) {
                        acme.commit();
                    }
                }
                if (!autoCommit) {
                    acme.commit();
                }
            }
        }
    }

    @OnEveryConnection
    void clearedParametersAreGone(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme");
                PreparedStatement byTitle = acme.prepareStatement("select title from invoice where title = ?")) {
            acme.setAutoCommit(false);
            byTitle.setString(1, "a1");
            byTitle.executeQuery();
            byTitle.clearParameters();
            assertThatThrownBy(byTitle::executeQuery).hasMessageContaining("No value specified for parameter 1");
            byTitle.setString(1, "a2");
            assertThat(byTitle.executeQuery().next()).isTrue();
        }
    }

    @OnEveryConnection
    void aTransactionBegunByTextIsBoundToo(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            execute(acme, "begin");
            assertThat(column(acme, TITLES)).hasSize(2);
            execute(acme, "rollback");
            assertThat(column(acme, TITLES)).hasSize(2);
        }
    }
}
