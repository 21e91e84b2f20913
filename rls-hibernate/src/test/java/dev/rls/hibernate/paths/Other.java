package dev.rls.hibernate.paths;

import java.sql.SQLException;
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
}
