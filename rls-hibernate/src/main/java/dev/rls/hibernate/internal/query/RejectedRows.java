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
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
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
    private static final String NO_NUMBER = "22P02";

    /** As PostgreSQL says it; a permissive policy is not named. */
    private static final Pattern MESSAGE = Pattern.compile(
            "(?:new|target) row violates row-level security policy (?:\"([^\"]+)\" )?(\\(USING expression\\) )?for table \"([^\"]+)\"");

    /** The function that only rls_trusted may call, as RLS254 names it. */
    private static final String BIND_WITHOUT_TOKEN = "rls.bind_claims";

    /** As {@link #signal} has it said. */
    private static final Pattern SIGNAL = Pattern.compile("RLS302 (INSERT|UPDATE) (\\w+) ([\\w.$]+)");

    private final transient ProtectedUnit unit;

    /**
     * Converts the rejections of a unit's entities.
     *
     * @param unit what is protected
     */
    public RejectedRows(ProtectedUnit unit) {
        this.unit = unit;
    }

    /** Whether there is an expression that fails a statement. */
    static boolean canSignal(Dialect dialect) {
        return dialect instanceof H2Dialect || dialect instanceof PostgreSQLDialect;
    }

    /**
     * An expression that fails the statement where it is evaluated. PostgreSQL has no function for it: the text, which is
     * no number, is put together from the clock so that it is not cast before the first row.
     */
    static String signal(Dialect dialect, Operation operation, String policy, String entity, String sqlType) {
        String text = "RLS302 " + operation + " " + policy + " " + entity;
        return dialect instanceof H2Dialect
                ? "signal('" + REJECTED + "', '" + text + "')"
                : "(select cast(null as " + sqlType + ") where cast('" + text
                        + "' || substr(cast(clock_timestamp() as text),1,0) as integer) = 0)";
    }

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        SqlExceptionHelper helper = factory.unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getSqlExceptionHelper();
        SQLExceptionConverter converter = helper.getSqlExceptionConverter();
        helper.setSqlExceptionConverter(new Converter(converter, this));
    }

    private @Nullable RuntimeException rejection(SQLException e, String sql) {
        String message = String.valueOf(e.getMessage());
        boolean rejected = REJECTED.equals(e.getSQLState());
        if (!rejected && !NO_NUMBER.equals(e.getSQLState())) {
            return null;
        }
        Matcher signal = SIGNAL.matcher(message);
        if (!unit.databaseDecides() && signal.find()) {
            ProtectedEntity entity = unit.entity(signal.group(3));
            return entity == null
                    ? null
                    : Messages.queryRejected(entity, Operation.valueOf(signal.group(1)), Set.of(signal.group(2)));
        }
        if (!rejected) {
            return null;
        }
        if (message.contains(BIND_WITHOUT_TOKEN)) {
            return Messages.claimsWithoutToken();
        }
        Matcher database = MESSAGE.matcher(message);
        if (!database.find()) {
            return null;
        }
        return unit.tables().stream()
                .filter(entity -> entity.scoped().table().name().equals(database.group(3)))
                .findFirst()
                .map(entity -> rejection(entity, database, sql))
                .orElse(null);
    }

    private static RuntimeException rejection(ProtectedEntity entity, Matcher database, String sql) {
        RejectedStatement statement = new RejectedStatement(sql, database.group(2) != null);
        Set<String> policies = database.group(1) == null ? statement.policies(entity) : Set.of(database.group(1));
        return statement.touched()
                ? Messages.rowNotTouchable(entity, statement.operation(), policies)
                : Messages.queryRejected(entity, statement.operation(), policies);
    }

    private record Converter(SQLExceptionConverter converter, RejectedRows rejected) implements SQLExceptionConverter {

        @Override
        public JDBCException convert(SQLException e, String message, String sql) {
            String text = Objects.requireNonNullElse(sql, "");
            RuntimeException rejection = rejected.rejection(e, text);
            if (rejection != null) {
                throw rejection;
            }
            JDBCException converted = converter.convert(e, message, sql);
            // Hibernate repeats a MERGE once, which another transaction may have overtaken; who executes it explains
            // it.
            if (converted instanceof ConstraintViolationException violation
                    && (e instanceof BatchUpdateException || !new RejectedStatement(text, false).isMerge())) {
                RuntimeException taken = TakenKey.rejection(violation, sql, rejected.unit);
                if (taken != null) {
                    throw taken;
                }
            }
            return converted;
        }
    }
}
