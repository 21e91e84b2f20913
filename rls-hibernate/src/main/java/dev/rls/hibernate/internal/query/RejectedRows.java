package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.JDBCException;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.engine.jdbc.spi.SqlExceptionHelper;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.spi.SQLExceptionConverter;
import org.jspecify.annotations.Nullable;

/**
 * Turns the database's rejection of a row into the same exception that the guards throw. What the database said is left
 * out, because it may show the row.
 */
public final class RejectedRows implements SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    private static final String REJECTED = "42501";

    /** As PostgreSQL says it; a permissive policy is not named. */
    private static final Pattern MESSAGE = Pattern.compile(
            "(?:new|target) row violates row-level security policy (?:\"([^\"]+)\" )?(\\(USING expression\\) )?for table \"([^\"]+)\"");

    /** As {@link #signal} has it said. */
    private static final Pattern SIGNAL = Pattern.compile("RLS302 (\\w+) ([\\w.$]+)");

    private final transient ProtectedUnit unit;

    /**
     * Converts the rejections of a unit's entities.
     *
     * @param unit what is protected
     */
    public RejectedRows(ProtectedUnit unit) {
        this.unit = unit;
    }

    /** An expression of H2 that fails the statement. */
    static String signal(String entity, String policy) {
        return "signal('" + REJECTED + "', 'RLS302 " + policy + " " + entity + "')";
    }

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        SqlExceptionHelper helper = factory.unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getSqlExceptionHelper();
        SQLExceptionConverter converter = helper.getSqlExceptionConverter();
        helper.setSqlExceptionConverter(new Converter(converter, this));
    }

    private @Nullable RuntimeException rejection(SQLException e, @Nullable String sql) {
        String message = String.valueOf(e.getMessage());
        if (!REJECTED.equals(e.getSQLState())) {
            return null;
        }
        Matcher signal = SIGNAL.matcher(message);
        if (signal.find()) {
            ProtectedEntity entity = Objects.requireNonNull(unit.entity(signal.group(2)));
            return Messages.queryRejected(entity, Operation.UPDATE, Set.of(signal.group(1)));
        }
        Matcher database = MESSAGE.matcher(message);
        if (!database.find()) {
            return null;
        }
        return unit.entities().stream()
                .filter(entity -> entity.scoped().table().name().equals(database.group(3)))
                .findFirst()
                .map(entity -> rejection(entity, database, sql))
                .orElse(null);
    }

    private static RuntimeException rejection(ProtectedEntity entity, Matcher database, @Nullable String sql) {
        RejectedStatement statement = new RejectedStatement(sql, database.group(2) != null);
        Set<String> policies = database.group(1) == null ? statement.policies(entity) : Set.of(database.group(1));
        return statement.touched()
                ? Messages.rowNotTouchable(entity, statement.operation(), policies)
                : Messages.queryRejected(entity, statement.operation(), policies);
    }

    private record Converter(SQLExceptionConverter converter, RejectedRows rejected) implements SQLExceptionConverter {

        @Override
        public JDBCException convert(SQLException e, String message, String sql) {
            RuntimeException rejection = rejected.rejection(e, sql);
            if (rejection != null) {
                throw rejection;
            }
            JDBCException converted = converter.convert(e, message, sql);
            // Hibernate repeats a MERGE once, which another transaction may have overtaken; who executes it explains
            // it.
            if (converted instanceof ConstraintViolationException violation
                    && (e instanceof BatchUpdateException || !new RejectedStatement(sql, false).isMerge())) {
                RuntimeException taken = TakenKey.rejection(violation, sql, rejected.unit);
                if (taken != null) {
                    throw taken;
                }
            }
            return converted;
        }
    }
}
