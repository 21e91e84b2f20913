package dev.rls.hibernate.flows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.hibernate.Session;

/** What may go wrong in a unit of work, and what someone may leave in the session of the database. */
enum Faults {
    NONE {
        @Override
        void strike(Session session, Random random) {}
    },
    EXCEPTION {
        @Override
        void strike(Session session, Random random) {
            throw new Fault();
        }
    },
    STATEMENT_FAILS {
        @Override
        void strike(Session session, Random random) {
            sql(session, "select 1 / 0");
        }
    },
    TIMEOUT {
        @Override
        void strike(Session session, Random random) {
            sql(session, "set local statement_timeout = 1; select pg_sleep(0.02)");
        }
    },
    BACKEND_KILLED {
        @Override
        void strike(Session session, Random random) {
            sql(session, "select pg_terminate_backend(pg_backend_pid())");
        }
    },
    COMMIT_BY_TEXT {
        @Override
        void strike(Session session, Random random) {
            sql(session, "commit");
        }
    },
    ROLLBACK_BY_TEXT {
        @Override
        void strike(Session session, Random random) {
            sql(session, "rollback");
        }
    },
    BEGIN_BY_TEXT {
        @Override
        void strike(Session session, Random random) {
            sql(session, "commit; begin");
        }
    },
    SAVEPOINT {
        @Override
        void strike(Session session, Random random) {
            session.doWork(connection -> {
                var savepoint = connection.setSavepoint();
                if (random.nextBoolean()) {
                    connection.rollback(savepoint);
                }
            });
        }
    },
    CONTEXT_KEPT {
        @Override
        void strike(Session session, Random random) {
            sql(session, "select set_config('rls.ctx', current_setting('rls.ctx', true), false)");
        }
    },
    SEARCH_PATH {
        @Override
        void strike(Session session, Random random) {
            sql(session, "set search_path = pg_temp, public");
        }
    },
    PREPARED_STATEMENT {
        @Override
        void strike(Session session, Random random) {
            sql(session, """
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
        void strike(Session session, Random random) {
            sql(
                    session,
                    "declare c" + random.nextInt(1_000_000_000)
                            + " cursor with hold for select name from plot limit 1");
        }
    };

    abstract void strike(Session session, Random random);

    private static void sql(Session session, String sql) {
        session.doWork(connection -> run(connection, sql));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** An application's own. */
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
