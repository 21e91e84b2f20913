package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.EscapeSyntaxCallMode;

/** A call does what the driver's does on an unprotected table, whether it carries the bind or not. */
class CallsTest {

    private static final String ROUTINES = """
            create or replace function titles_%1$s(pattern text) returns setof text language sql
              as 'select title from public.%1$s where title like pattern order by title';
            create or replace procedure add_%1$s(title text) language sql
              as 'insert into public.%1$s (tenant_id, title) values (''acme'', title)';
            create or replace procedure first_%1$s(inout pattern text, out rows bigint) language sql
              as 'select min(title), count(*) from public.%1$s where title like pattern';
            """;

    private final TenantDatabase tenants = TenantDatabase.on(Version.V18);

    @BeforeEach
    void create() throws SQLException {
        tenants.reset();
        tenants.migrator()
                .execute(
                        ROUTINES.formatted("invoice"),
                        ROUTINES.formatted("note"),
                        "delete from note where tenant_id <> 'acme'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{call titles_%s(?)}",
                "{ CALL titles_%s ( ? ) } -- all of them",
                "{call titles_%s({fn concat(?, '')})}",
                "{call titles_%s('%%;' || substr(?, 1, 0))}",
                "{call count_%s(?)}",
                "{call add_%s(?)}",
                "call add_%s(?)",
                "/* first */ call add_%s(?)",
                "{call first_%s(?, null)}",
                "call first_%s(?, null)",
                "{? = call count_%s('a%%')}",
                "{? = call titles_%s('a2')}",
                "{call missing_%s(?)}",
                "{call titles_%s(?)",
                "{call titles_%s(?); select 1}",
                "{call titles_%s(?)}; select title from %1$s",
                "select title from %s where title like ?",
                "insert into %s (tenant_id, title) values ('acme', ?)",
            })
    void doWhatTheDriverDoes(String sql) throws SQLException {
        for (EscapeSyntaxCallMode mode : EscapeSyntaxCallMode.values()) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(tenants.database().url());
            source.setUser(PostgresServer.APPLICATION);
            source.setPassword(PostgresServer.PASSWORD);
            source.setEscapeSyntaxCallMode(mode.value());
            try (Connection plain = source.getConnection();
                    Connection acme = Bound.connect(source, tenants.of("acme"))) {
                for (Way way : Way.values()) {
                    for (boolean autoCommit : new boolean[] {true, false}) {
                        plain.setAutoCommit(autoCommit);
                        acme.setAutoCommit(autoCommit);
                        assertThat(told(acme, way, sql, "invoice"))
                                .as("%s %s, autocommit %s", mode, way, autoCommit)
                                .isEqualTo(told(plain, way, sql, "note"));
                    }
                }
            }
        }
    }

    private static List<Object> told(Connection connection, Way way, String sql, String table) throws SQLException {
        List<Object> told = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (CallableStatement call = connection.prepareCall(sql.formatted(table))) {
                for (int j = 0; j < 2; j++) {
                    try {
                        way.run(call, told);
                    } catch (SQLException e) {
                        told.add(String.valueOf(e.getSQLState()));
                        if (!connection.getAutoCommit()) {
                            connection.rollback();
                        }
                    }
                }
            } catch (SQLException e) {
                told.add(String.valueOf(e.getSQLState()));
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
        if (!way.registers()) {
            told.add(column(connection, "select count(*) from " + table));
        }
        column(connection, "delete from " + table + " where title = '%' or title is null returning 1");
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
        return told;
    }

    private enum Way {
        EXECUTE {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.setString(1, "%");
                tellResults(told, call.execute(), call);
            }
        },
        EXECUTE_QUERY {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.setFetchSize(1);
                call.setObject(1, "%", Types.VARCHAR);
                try (ResultSet rows = call.executeQuery()) {
                    tellRows(told, rows);
                }
            }
        },
        EXECUTE_UPDATE {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.setString(1, "%");
                told.add(call.executeUpdate());
                told.add(call.getUpdateCount());
                told.add(call.getResultSet() == null);
                told.add(call.getMoreResults());
            }
        },
        EXECUTE_LARGE_UPDATE {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.setString(1, "%");
                told.add(call.executeLargeUpdate());
            }
        },
        BATCH {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                for (int i = 0; i < 2; i++) {
                    call.setString(1, "%");
                    call.addBatch();
                }
                told.add(Arrays.toString(call.executeBatch()));
            }
        },
        WITHOUT_PARAMETER {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                told.add(call.execute());
            }
        },
        WITH_AN_OUT_PARAMETER {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.registerOutParameter(1, Types.BIGINT);
                told.add(call.execute());
                told.add(call.getLong(1));
                told.add(call.wasNull());
            }
        },
        WITH_TWO_OUT_PARAMETERS {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.setString(1, "%");
                call.registerOutParameter(1, Types.VARCHAR);
                call.registerOutParameter(2, Types.BIGINT);
                told.add(call.execute());
                told.add(call.getString(1));
                told.add(call.getObject(2));
            }
        },
        FIRST_WITHOUT_AND_THEN_WITH_ONE {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.setString(1, "%");
                tellResults(told, call.execute(), call);
                call.registerOutParameter(1, Types.VARCHAR);
                told.add(call.execute());
                told.add(call.getString(1));
            }
        },
        OF_WHAT_WAS_NOT_REGISTERED {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.setString(1, "%");
                call.execute();
                told.add(call.getString(1));
            }
        },
        BY_NAME {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                call.setString("pattern", "%");
                told.add(call.execute());
            }
        },
        METADATA {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                told.add(call.getParameterMetaData().getParameterCount());
                told.add(call.getMetaData() == null ? 0 : call.getMetaData().getColumnCount());
            }
        },
        UNWRAPPED {
            @Override
            void run(CallableStatement call, List<Object> told) throws SQLException {
                told.add(call.isWrapperFor(CallableStatement.class));
                told.add(call.unwrap(Statement.class).isClosed());
                call.setString(1, "%");
                call.unwrap(org.postgresql.PGStatement.class);
                tellResults(told, call.execute(), call);
            }
        };

        abstract void run(CallableStatement call, List<Object> told) throws SQLException;

        /** What is bound before is taken back in autocommit, too, where the driver then misses an OUT parameter. */
        boolean registers() {
            return name().contains("OUT");
        }

        private static void tellResults(List<Object> told, boolean first, Statement statement) throws SQLException {
            boolean rows = first;
            while (rows || statement.getUpdateCount() != -1) {
                if (rows) {
                    tellRows(told, statement.getResultSet());
                } else {
                    told.add(statement.getUpdateCount());
                }
                rows = statement.getMoreResults();
            }
        }

        private static void tellRows(List<Object> told, ResultSet rows) throws SQLException {
            told.add(rows.getMetaData().getColumnCount());
            told.add(rows.getMetaData().getColumnLabel(1).replace("invoice", "note"));
            while (rows.next()) {
                told.add(rows.getString(1));
            }
        }
    }
}
