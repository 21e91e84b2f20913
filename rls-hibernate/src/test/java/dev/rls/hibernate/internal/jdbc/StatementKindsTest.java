package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static dev.rls.fixtures.Sql.execute;
import static dev.rls.hibernate.internal.jdbc.Bound.assertState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.io.StringWriter;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;

/** Every kind of statement, in autocommit and as the first of a transaction. */
class StatementKindsTest {

    private static final String TITLES = "select title from invoice order by id";

    @OnEveryConnection
    void aPlainStatementSeesItsOwnRows(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (Statement statement = acme.createStatement()) {
                assertThat(titles(statement.executeQuery(TITLES))).containsExactly("a1", "a2");
                assertThat(statement.executeUpdate("update invoice set data = null"))
                        .isEqualTo(2);
                assertThat(statement.executeLargeUpdate("update invoice set data = '{\"b\": 1}'"))
                        .isEqualTo(2);
                assertThat(statement.execute("select title from invoice where title like 'a%'"))
                        .isTrue();
                assertThat(titles(statement.getResultSet())).hasSize(2);
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
            }
        });
    }

    @OnEveryConnection
    void aQuestionMarkInAPlainStatementStaysAnOperator(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (Statement statement = acme.createStatement()) {
                statement.setFetchSize(1);
                ResultSet rows =
                        statement.executeQuery("select title from invoice where data ?| array['a', 'b'] or true");
                assertThat(titles(rows)).containsExactly("a1", "a2");
                assertThat(statement.getFetchSize()).isEqualTo(1);
            }
            assertThat(column(acme, "select title from invoice where data ?? ?", "a"))
                    .containsExactly("a1");
        });
    }

    @OnEveryConnection
    void aBatchIsBoundAsAWhole(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (PreparedStatement update = acme.prepareStatement("update invoice set data = null where title = ?")) {
                for (int round = 0; round < 2; round++) {
                    for (String title : List.of("a1", "g1", "a2")) {
                        update.setString(1, title);
                        update.addBatch();
                    }
                    assertThat(update.executeBatch()).containsExactly(1, 0, 1);
                }
                update.setString(1, "a1");
                update.addBatch();
                update.clearBatch();
                assertThat(update.executeLargeBatch()).isEmpty();
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        });
        assertThat(bound.tenants().database().superuser().value("select data from invoice where title = 'g1'"))
                .isNotNull();
    }

    @OnEveryConnection
    void aBatchAfterAQueryOfTheSameTransactionIsBoundAlready(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            assertThat(column(acme, TITLES)).hasSize(2);
            try (PreparedStatement update = acme.prepareStatement("update invoice set data = null where title = ?")) {
                update.setString(1, "a1");
                update.addBatch();
                assertThat(update.executeBatch()).containsExactly(1);
            }
        });
    }

    @OnEveryConnection
    void aBatchThatTheDatabaseRefusesLeavesNothingBehind(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme");
                PreparedStatement insert =
                        acme.prepareStatement("insert into invoice (tenant_id, title) values (?, 'new')")) {
            for (String tenant : List.of("acme", "globex")) {
                insert.setString(1, tenant);
                insert.addBatch();
            }
            assertThatThrownBy(insert::executeBatch).satisfies(e -> assertState(e, "42501"));
            assertThat(acme.getAutoCommit()).isTrue();
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
        }
    }

    @OnEveryConnection
    void aBatchOfPlainStatementsKeepsItsElementsWhateverRunsBetween(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (Statement statement = acme.createStatement()) {
                assertThat(titles(statement.executeQuery(TITLES))).hasSize(2);
                statement.addBatch("update invoice set data = null where title = 'a1'");
                statement.addBatch("update invoice set data = null");
                assertThat(statement.executeUpdate("update invoice set data = null where title like 'a%'"))
                        .isEqualTo(2);
                assertThat(statement.executeBatch()).containsExactly(1, 2);
            }
        });
    }

    @OnEveryConnection
    void generatedKeysComeBack(Bound bound) throws SQLException {
        String insert = "insert into invoice (tenant_id, title) values ('acme', 'k')";
        inBothModes(bound, acme -> {
            for (PreparedStatement statement : new PreparedStatement[] {
                acme.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS),
                acme.prepareStatement(insert, new String[] {"id"}),
            }) {
                try (statement) {
                    assertThat(statement.executeUpdate()).isEqualTo(1);
                    assertThat(keys(statement)).isEqualTo(1);
                }
            }
            try (Statement statement = acme.createStatement()) {
                statement.executeUpdate(insert, Statement.RETURN_GENERATED_KEYS);
                assertThat(keys(statement)).isEqualTo(1);
                statement.execute(insert, new String[] {"id"});
                assertThat(keys(statement)).isEqualTo(1);
                statement.executeLargeUpdate(insert, new String[] {"id"});
                assertThat(keys(statement)).isEqualTo(1);
            }
            assertThat(column(acme, "delete from invoice where title = 'k' returning id"))
                    .hasSize(5);
        });
    }

    @OnEveryConnection
    void aCallIsBoundBeforeItRuns(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (CallableStatement call = acme.prepareCall("{? = call count_invoice(?)}")) {
                for (int i = 0; i < 2; i++) {
                    call.registerOutParameter(1, Types.BIGINT);
                    call.setString(2, "%");
                    call.execute();
                    assertThat(call.getLong(1)).isEqualTo(2);
                    assertThat(call.getConnection()).isSameAs(acme);
                }
            }
        });
    }

    @OnEveryConnection
    void severalResultsComeOneAfterTheOther(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (PreparedStatement statement = acme.prepareStatement(
                    "update invoice set data = null where title = ?; select title from invoice where title = ?")) {
                statement.setString(1, "a1");
                statement.setString(2, "a2");
                assertThat(statement.execute()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(1);
                assertThat(statement.getMoreResults()).isTrue();
                assertThat(titles(statement.getResultSet())).containsExactly("a2");
                assertThat(statement.getMoreResults()).isFalse();
            }
        });
    }

    @OnEveryConnection
    void aWrongKindOfResultIsAnErrorAsWithTheDriver(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (PreparedStatement query = acme.prepareStatement(TITLES);
                    PreparedStatement update = acme.prepareStatement("update invoice set data = null")) {
                assertThatThrownBy(query::executeUpdate).satisfies(e -> assertState(e, "0100E"));
                assertThatThrownBy(query::executeLargeUpdate).satisfies(e -> assertState(e, "0100E"));
                assertThatThrownBy(update::executeQuery).satisfies(e -> assertState(e, "02000"));
            }
        });
    }

    @OnEveryConnection
    void aClosedStatementStaysClosed(Bound bound) throws SQLException {
        String update = "update invoice set data = null";
        for (boolean used : new boolean[] {false, true}) {
            inBothModes(bound, acme -> {
                Statement plain = acme.createStatement();
                PreparedStatement prepared = acme.prepareStatement(update);
                CallableStatement call = acme.prepareCall("{call count_invoice('%')}");
                if (used) {
                    plain.executeUpdate(update);
                    prepared.executeUpdate();
                    call.execute();
                }
                for (Statement statement : List.of(plain, prepared, call)) {
                    statement.close();
                }
                if (!acme.getAutoCommit()) {
                    acme.commit(); // so that each would need a bind
                }
                List<ThrowingCallable> uses = List.of(
                        () -> plain.executeQuery(TITLES),
                        () -> plain.executeUpdate(update),
                        () -> plain.executeUpdate(update, Statement.RETURN_GENERATED_KEYS),
                        () -> plain.addBatch(update),
                        prepared::executeUpdate,
                        prepared::addBatch,
                        call::execute,
                        () -> call.registerOutParameter(1, Types.BIGINT));
                for (ThrowingCallable use : uses) {
                    assertThatThrownBy(use).isInstanceOf(SQLException.class);
                }
                assertThat(plain.isClosed()).isTrue();
                assertThat(prepared.isClosed()).isTrue();
                assertThat(call.isClosed()).isTrue();
            });
        }
    }

    @OnEveryConnection
    void aCursorReadsItsRowsPageByPage(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (PreparedStatement statement = acme.prepareStatement(TITLES)) {
                statement.setFetchSize(1);
                for (int i = 0; i < 2; i++) {
                    assertThat(titles(statement.executeQuery())).containsExactly("a1", "a2");
                }
                statement.setMaxRows(1);
                assertThat(titles(statement.executeQuery())).containsExactly("a1");
            }
        });
    }

    @OnEveryConnection
    void rowsCanBeScrolledAndUpdated(Bound bound) throws SQLException {
        String sql = "select id, title from invoice order by id";
        int scroll = ResultSet.TYPE_SCROLL_INSENSITIVE;
        int update = ResultSet.CONCUR_UPDATABLE;
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            for (boolean prepared : new boolean[] {true, false}) {
                try (ResultSet rows = prepared
                        ? acme.prepareStatement(sql, scroll, update).executeQuery()
                        : acme.createStatement(scroll, update).executeQuery(sql)) {
                    assertThat(rows.last()).isTrue();
                    rows.updateString("title", "changed");
                    rows.updateRow();
                }
                assertThat(column(acme, TITLES)).containsExactly("a1", "changed");
                acme.rollback();
            }
        }
    }

    @OnEveryConnection
    void metadataDescribeTheStatementAndNotTheBind(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (PreparedStatement statement =
                    acme.prepareStatement("select id, title from invoice where title = ? and id > ?")) {
                assertThat(statement.getMetaData().getColumnLabel(2)).isEqualTo("title");
                assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(2);
                statement.setString(1, "a1");
                statement.setLong(2, 0);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(statement.getMetaData().getColumnLabel(2)).isEqualTo("title");
                    assertThat(rows.getMetaData().getColumnLabel(2)).isEqualTo("title");
                    assertThat(rows.next()).isTrue();
                }
            }
        });
    }

    @OnEveryConnection
    void aStatementClosesOnCompletionOfItsOwnRowsOnly(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            PreparedStatement query = acme.prepareStatement(TITLES);
            query.closeOnCompletion();
            assertThat(titles(query.executeQuery())).hasSize(2);
            assertThat(query.isClosed()).isTrue();
            try (PreparedStatement update = acme.prepareStatement("update invoice set data = null")) {
                update.closeOnCompletion();
                assertThat(update.executeUpdate()).isEqualTo(2);
                assertThat(update.isClosed()).isFalse();
            }
        });
    }

    @OnEveryConnection
    void settingsHoldForEachStatementBehindThisOne(Bound bound) throws SQLException {
        inBothModes(bound, acme -> {
            try (PreparedStatement prepared = acme.prepareStatement(TITLES);
                    Statement plain = acme.createStatement()) {
                for (Statement statement : List.of(prepared, plain)) {
                    statement.setFetchSize(7);
                    statement.setMaxRows(9);
                    statement.setQueryTimeout(5);
                    for (int i = 0; i < 2; i++) {
                        if (statement == prepared) {
                            prepared.executeQuery();
                        } else {
                            plain.executeQuery(TITLES);
                        }
                        assertThat(statement.getFetchSize()).isEqualTo(7);
                        assertThat(statement.getMaxRows()).isEqualTo(9);
                        assertThat(statement.getQueryTimeout()).isEqualTo(5);
                    }
                }
            }
        });
    }

    @Test
    void aTimeoutStopsWhateverRuns() throws SQLException {
        Bound bound = Bound.all().findFirst().orElseThrow();
        inBothModes(bound, acme -> {
            try (PreparedStatement statement = acme.prepareStatement("select pg_sleep(?)")) {
                statement.setQueryTimeout(1);
                statement.setDouble(1, 0);
                statement.executeQuery();
                statement.setDouble(1, 30);
                assertThatThrownBy(statement::executeQuery).satisfies(e -> assertState(e, "57014"));
            }
        });
    }

    @OnEveryConnection
    void theDriversConnectionIsBoundInATransaction(Bound bound) throws Exception {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            PGConnection driver = acme.unwrap(PGConnection.class);
            StringWriter out = new StringWriter();
            driver.getCopyAPI().copyOut("copy (select title from invoice order by id) to stdout", out);
            assertThat(out).hasToString("a1\na2\n");
            acme.commit();
            assertThatThrownBy(() -> driver.getCopyAPI().copyOut("copy (table invoice) to stdout", out))
                    .satisfies(e -> assertState(e, "42501"));
            acme.rollback();
        }
    }

    /** Nothing of a transaction precedes it there, and nothing can be bound for it. */
    @OnEveryConnection
    void theDriversConnectionIsUnboundInAutocommitAndAfterASavepoint(Bound bound) throws Exception {
        String copy = "copy (select title from invoice) to stdout";
        try (Connection acme = bound.connect("acme")) {
            PGConnection driver = acme.unwrap(PGConnection.class);
            assertThatThrownBy(() -> driver.getCopyAPI().copyOut(copy, new StringWriter()))
                    .satisfies(e -> assertState(e, "42501"));
            acme.setAutoCommit(false);
            Savepoint savepoint = acme.setSavepoint();
            acme.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, new StringWriter());
            acme.rollback(savepoint);
            assertThatThrownBy(() -> driver.getCopyAPI().copyOut(copy, new StringWriter()))
                    .as("the bind went with the savepoint")
                    .satisfies(e -> assertState(e, "42501"));
            acme.rollback(savepoint);
            StringWriter out = new StringWriter();
            acme.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
            assertThat(out).hasToString("a1\na2\n");
        }
    }

    /** PostgreSQL has no COPY into tables with policies: what is copied in goes by a table without. */
    @OnEveryConnection
    void whatIsCopiedInGoesByAnUnprotectedTable(Bound bound) throws Exception {
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            Savepoint savepoint = acme.setSavepoint();
            CopyManager copies = acme.unwrap(PGConnection.class).getCopyAPI();
            assertThatThrownBy(() -> copies.copyIn(
                            "copy invoice (tenant_id, title) from stdin", new StringReader("globex\tplanted\n")))
                    .satisfies(e -> assertState(e, "0A000"));
            acme.rollback(savepoint);
            assertThat(copies.copyIn(
                            "copy note (tenant_id, title) from stdin",
                            new StringReader("acme\tcopied\nglobex\tcopied\n")))
                    .isEqualTo(2);
            String own =
                    "insert into invoice (tenant_id, title) select tenant_id, title from note where title = 'copied'";
            Savepoint copied = acme.setSavepoint();
            assertThatThrownBy(() -> execute(acme, own)).satisfies(e -> assertState(e, "42501"));
            acme.rollback(copied);
            execute(acme, own + " and tenant_id = 'acme'");
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2", "copied");
        }
    }

    @OnEveryConnection
    void whatIsListenedForArrivesThroughTheDriversConnection(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            execute(acme, "listen news");
            execute(acme, "notify news, 'for everybody'");
            assertThat(acme.unwrap(PGConnection.class).getNotifications())
                    .extracting(PGNotification::getParameter)
                    .containsExactly("for everybody");
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
            execute(acme, "unlisten *");
        }
    }

    @OnEveryConnection
    void whatTextPreparesIsThereUntilTheNextBind(Bound bound) throws SQLException {
        String execution = "execute others('a1')";
        String left = "select name from pg_prepared_statements where from_sql";
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            execute(
                    acme,
                    "prepare others (text) as select title from invoice where title <> $1 order by id",
                    "prepare one as select 1");
            assertThat(column(acme, execution)).containsExactly("a2");
            execute(acme, "savepoint before", "deallocate one", "release before");
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
            assertThat(column(acme, execution)).containsExactly("a2");
            assertThat(column(acme, left)).containsExactly("others");
            acme.commit();
            assertThatThrownBy(() -> column(acme, execution)).satisfies(e -> assertState(e, "26000"));
            acme.rollback();
            try (Statement plain = acme.createStatement()) {
                plain.execute("prepare others (text) as select title from invoice where title <> $1 order by id");
                assertThat(titles(plain.executeQuery(execution))).containsExactly("a2");
            }
            Savepoint savepoint = acme.setSavepoint();
            acme.rollback(savepoint);
            assertThat(column(acme, left)).as("bound anew").isEmpty();
            acme.rollback();
            acme.setAutoCommit(true);
            execute(acme, "prepare mine as select title from invoice");
            assertThatThrownBy(() -> column(acme, "execute mine")).satisfies(e -> assertState(e, "26000"));
        }
    }

    @OnEveryConnection
    void aTransactionThatIsPreparedEndsItsBind(Bound bound) throws SQLException {
        String name = "kinds-" + bound.version() + bound.pooled();
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            execute(
                    acme,
                    "insert into invoice (tenant_id, title) values ('acme', 'two-phase')",
                    "prepare -- both\n /* of /* them */ */ Transaction '" + name + "'");
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2");
            acme.commit();
            acme.setAutoCommit(true);
            execute(acme, "commit prepared '" + name + "'");
            assertThat(column(acme, TITLES)).containsExactly("a1", "a2", "two-phase");
        }
    }

    @OnEveryConnection
    void nothingLeadsBackToTheUnboundConnection(Bound bound) throws SQLException {
        try (Connection acme = bound.connect("acme");
                PreparedStatement statement = acme.prepareStatement(TITLES);
                ResultSet rows = statement.executeQuery()) {
            assertThat(statement.getConnection()).isSameAs(acme);
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(acme.getMetaData().getConnection()).isSameAs(acme);
            assertThat(acme.unwrap(Connection.class)).isSameAs(acme);
            assertThat(statement.unwrap(PreparedStatement.class)).isSameAs(statement);
            assertThat(acme.isWrapperFor(PGConnection.class)).isTrue();
        }
    }

    private static void inBothModes(Bound bound, Work work) throws SQLException {
        try (Connection acme = bound.connect("acme")) {
            work.with(acme);
        }
        bound.tenants().reset();
        try (Connection acme = bound.connect("acme")) {
            acme.setAutoCommit(false);
            work.with(acme);
            acme.rollback();
        }
    }

    private static List<String> titles(ResultSet rows) throws SQLException {
        List<String> titles = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                titles.add(rows.getString("title"));
            }
        }
        return titles;
    }

    private static int keys(Statement statement) throws SQLException {
        int count = 0;
        try (ResultSet keys = statement.getGeneratedKeys()) {
            while (keys.next()) {
                assertThat(keys.getLong("id")).isPositive();
                count++;
            }
        }
        return count;
    }

    @FunctionalInterface
    private interface Work {
        void with(Connection connection) throws SQLException;
    }
}
