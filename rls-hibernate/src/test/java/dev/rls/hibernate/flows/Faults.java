package dev.rls.hibernate.flows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Random;

/** What may go wrong in a unit of work, and what someone may leave in the session of the database. */
enum Faults {
    NONE {
        @Override
        void strike(Connection connection, Random random) {}
    },
    EXCEPTION {
        @Override
        void strike(Connection connection, Random random) {
            throw new Fault();
        }
    },
    STATEMENT_FAILS {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "select 1 / 0");
        }
    },
    TIMEOUT {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "set local statement_timeout = 1; select pg_sleep(0.02)");
        }
    },
    BACKEND_KILLED {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "select pg_terminate_backend(pg_backend_pid())");
        }
    },
    COMMIT_BY_TEXT {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "commit");
        }
    },
    ROLLBACK_BY_TEXT {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "rollback");
        }
    },
    BEGIN_BY_TEXT {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "commit; begin");
        }
    },
    SAVEPOINT {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            if (connection.getAutoCommit()) {
                return;
            }
            Savepoint savepoint = connection.setSavepoint();
            if (random.nextBoolean()) {
                connection.rollback(savepoint);
            }
        }
    },
    CONTEXT_KEPT {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "select set_config('rls.ctx', current_setting('rls.ctx', true), false)");
        }
    },
    SEARCH_PATH {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "set search_path = pg_temp, public");
        }
    },
    ROLE {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, "set role rls_app");
        }
    },
    PREPARED_STATEMENT {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(connection, """
                    do $do$
                    declare name text;
                    begin
                      for name in select p.name from pg_prepared_statements p where p.statement like 'select %' loop
                        execute format('deallocate %I', name);
                        execute format('prepare %I as select ''swapped'' from plot', name);
                      end loop;
                    end $do$""");
            throw new Fault(); // for the next borrower, not for whoever did it
        }
    },
    CURSOR_KEPT {
        @Override
        void strike(Connection connection, Random random) throws SQLException {
            sql(
                    connection,
                    "declare c" + random.nextInt(1_000_000_000)
                            + " cursor with hold for select name from plot limit 1");
        }
    };

    abstract void strike(Connection connection, Random random) throws SQLException;

    private static void sql(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** An application's own. */
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
