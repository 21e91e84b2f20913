package dev.rls.hibernate.paths;

import java.sql.SQLException;
import java.util.Map;
import org.hibernate.SessionFactory;

/** What others do meanwhile: SQL on a connection beside all protection. */
final class Other {

    private Other() {}

    static void run(SessionFactory factory, String sql) {
        try {
            World.of(factory).beside(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A session factory like one of the same database, with other settings. */
    static SessionFactory started(SessionFactory like, Unit unit, Map<String, Object> settings) {
        return World.of(like).started(unit, settings);
    }
}
