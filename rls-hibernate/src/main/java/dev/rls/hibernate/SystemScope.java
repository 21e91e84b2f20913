package dev.rls.hibernate;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.claims.ScopedCall;
import dev.rls.claims.SystemAccess;
import dev.rls.hibernate.internal.jdbc.SystemRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Acts for a tenant without its token, for a reason that is on record before the first row is read: for jobs, and for whoever
 * has to mend something. It needs a login of its own, a member of {@code rls_operator}, and so a data source and an entity
 * manager factory of its own, or a {@link BoundDataSource}; the application's login may not.
 *
 * <pre>{@code
 * SystemScope operator = new SystemScope(operatorDataSource);
 * operator.call("monthly invoices", Map.of("tenant_id", "acme"), Instant.now().plus(1, HOURS), () -> invoicing.run());
 * }</pre>
 *
 * <p>Work over all tenants goes tenant by tenant, each with a record. Only PostgreSQL keeps one.
 */
public final class SystemScope {

    private final DataSource operator;

    /**
     * For an operator.
     *
     * @param operator connects as the operator's login, unbound
     */
    public SystemScope(DataSource operator) {
        this.operator = Objects.requireNonNull(operator, "operator");
    }

    /**
     * Records who acts for whom and why, and does work in the scope of those claims.
     *
     * @param reason what an auditor shall read
     * @param claims of whom to act for
     * @param until when it ends, 24 hours ahead at most
     * @param work what to do, by way of the operator's login
     * @param <T> what the work returns
     * @param <X> what it may throw
     * @return the result of the work
     * @throws SQLException if it cannot be recorded: RLS254 where the login is no operator, RLS516 without a reason or an end
     * @throws X as the work does
     */
    public <T, X extends Throwable> T call(String reason, Map<String, ?> claims, Instant until, ScopedCall<T, X> work)
            throws SQLException, X {
        Claims of = Claims.ofSystem(new SystemAccess(reason, until), claims);
        record(of);
        return ClaimsScope.call(of, work);
    }

    /** In a transaction of its own, which is over before anything is read. */
    private void record(Claims claims) throws SQLException {
        try (Connection connection = operator.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                SystemRecord.write(connection, claims);
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        }
    }
}
