package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated keys behind a bind are those that the driver returns without one, on an unprotected table of the same rows. */
class GeneratedKeysTest {

    private final TenantDatabase tenants = TenantDatabase.on(Version.V18);

    GeneratedKeysTest() {
        tenants.reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into %s (tenant_id, title) values ('acme', 'k')",
                "insert into %s (tenant_id, title) values ('acme', 'k'), ('acme', 'l?')",
                "insert into %s (tenant_id, title) values ('acme', 'k');",
                "insert into %s (tenant_id, title) values ('acme', 'k') -- a comment;",
                "/* insert */ INSERT INTO %s (tenant_id, title) select 'acme', 'k' where 1 = 0",
                "insert into %s (tenant_id, title) values ('acme', 'returning') returning title, id",
                "insert into %s (tenant_id, title, data) values ('acme', 'k', to_jsonb('{\"a\":1}'::jsonb ?? 'a'))",
                "update %s set title = 'changed' where title like 'a%%'",
                "update %s set title = 'changed' where title like 'a%%' returning title",
                "delete from %s where title like 'a%%'",
                "delete from %s where title = 'none'",
                "select title from %s where title like 'a%%'",
            })
    void areThoseOfTheDriver(String sql) throws SQLException {
        for (Way way : Way.values()) {
            for (boolean autoCommit : new boolean[] {true, false}) {
                assertThat(told(true, way, sql, autoCommit))
                        .as("%s %s", way, autoCommit)
                        .isEqualTo(told(false, way, sql, autoCommit));
            }
        }
    }

    /** Counts, and names and number of keys, each twice. */
    private List<Object> told(boolean bound, Way way, String sql, boolean autoCommit) throws SQLException {
        tenants.reset();
        String text = sql.formatted(bound ? "invoice" : "note");
        List<Object> told = new ArrayList<>();
        try (Connection connection = bound
                ? Bound.connect(tenants.database().application().dataSource(), tenants.of("acme"))
                : tenants.database().application().connect()) {
            if (!bound) {
                Sql.execute(connection, "delete from note where tenant_id <> 'acme'");
            }
            connection.setAutoCommit(autoCommit);
            way.run(connection, text, told);
            if (!autoCommit) {
                connection.commit();
            }
        } catch (SQLException e) {
            told.add(e.getSQLState());
        }
        return told;
    }

    private enum Way {
        ALL_KEYS {
            @Override
            void run(Connection connection, String sql, List<Object> told) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
                    tell(told, statement.executeUpdate(), statement);
                    tell(told, statement.executeUpdate(), statement);
                }
            }
        },
        ONE_KEY {
            @Override
            void run(Connection connection, String sql, List<Object> told) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {"id"})) {
                    told.add(statement.execute());
                    tell(told, statement.getLargeUpdateCount(), statement);
                    tell(told, statement.executeLargeUpdate(), statement);
                }
            }
        },
        NO_SUCH_KEY {
            @Override
            void run(Connection connection, String sql, List<Object> told) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {"Id"})) {
                    tell(told, statement.executeUpdate(), statement);
                }
            }
        },
        NO_COLUMNS {
            @Override
            void run(Connection connection, String sql, List<Object> told) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(sql, new String[0])) {
                    tell(told, statement.executeUpdate(), statement);
                }
            }
        },
        BY_INDEX {
            @Override
            void run(Connection connection, String sql, List<Object> told) throws SQLException {
                try (PreparedStatement statement = connection.prepareStatement(sql, new int[] {1})) {
                    tell(told, statement.executeUpdate(), statement);
                }
            }
        },
        ROW_BY_ROW {
            @Override
            void run(Connection connection, String sql, List<Object> told) throws SQLException {
                for (int fetched = 0; fetched < 3; fetched++) {
                    try (PreparedStatement prepared =
                                    connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
                            Statement plain = connection.createStatement()) {
                        for (Statement statement : List.of(prepared, plain)) {
                            statement.setFetchSize(fetched);
                            statement.setMaxRows(fetched == 0 ? 1 : 0);
                        }
                        tell(told, prepared.executeUpdate(), prepared);
                        endTransaction(connection);
                        tell(told, plain.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS), plain);
                        endTransaction(connection);
                    }
                }
            }

            private void endTransaction(Connection connection) throws SQLException {
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            }
        },
        OF_PLAIN_STATEMENT {
            @Override
            void run(Connection connection, String sql, List<Object> told) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    tell(told, statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS), statement);
                    tell(told, statement.executeLargeUpdate(sql, new String[] {"id", "title"}), statement);
                    told.add(statement.execute(sql, new String[] {"title"}));
                    tell(told, statement.getUpdateCount(), statement);
                    tell(told, statement.executeUpdate(sql, Statement.NO_GENERATED_KEYS), statement);
                }
            }
        };

        abstract void run(Connection connection, String sql, List<Object> told) throws SQLException;

        private static void tell(List<Object> told, long count, Statement statement) throws SQLException {
            told.add(count);
            try (ResultSet keys = statement.getGeneratedKeys()) {
                int columns = keys.getMetaData().getColumnCount();
                for (int i = 1; i <= columns; i++) {
                    told.add(keys.getMetaData().getColumnName(i));
                }
                int rows = 0;
                while (keys.next()) {
                    rows++;
                }
                told.add(rows);
            }
            told.add(statement.getMoreResults());
            told.add(statement.getUpdateCount());
        }
    }
}
