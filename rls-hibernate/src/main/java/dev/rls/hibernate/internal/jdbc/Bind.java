package dev.rls.hibernate.internal.jdbc;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.rls.claims.Claims;
import dev.rls.claims.SystemAccess;
import dev.rls.hibernate.internal.ApiTokens;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statement that binds claims. */
abstract class Bind {

    private final String sql;

    private Bind(String sql) {
        this.sql = sql;
    }

    /** By their token where there is one, because then the database need not trust us. */
    static Bind of(Claims claims, Tickets tickets) {
        String token = claims.token();
        if (token != null) {
            return ApiTokens.isOne(token) ? new OfOne("rls.bind_api_token(?)", token) : new OfToken(token, tickets);
        }
        ClaimText.check(claims);
        String json = JSONObjectUtils.toJSONString(claims.asMap());
        SystemAccess access = claims.systemAccess();
        return access == null
                ? new OfOne("rls.bind_claims(?::jsonb)", json)
                : new OfText(
                        "select rls.bind_system(?, ?::jsonb, ?::timestamptz)",
                        access.reason(),
                        json,
                        access.until().toString());
    }

    /** The bind alone. */
    String sql() {
        return sql;
    }

    /** The bind before a statement whose parameters come after its own. */
    String carriedBy(String statement) {
        return sql + ";" + statement;
    }

    /** How many parameters it has. */
    abstract int parameters();

    /** Sets them. */
    abstract void setOn(PreparedStatement statement) throws SQLException;

    /**
     * Sets them to nothing, of another type, and has the driver name the statement: where something is bound that leaves it
     * bound ({@link KeptStatements}).
     */
    void setNothingOn(PreparedStatement statement) throws SQLException {
        for (int i = 1; i <= parameters(); i++) {
            statement.setNull(i, Types.CHAR);
        }
        PgDriver.keepOnServer(statement);
    }

    /** Whether what follows it can be kept on the server. */
    boolean letsFollowingBeKept() {
        return false;
    }

    /** What the database answers. */
    abstract void answered(@Nullable String value);

    /**
     * Runs a statement that begins with it. What follows may be kept on the server, because the bind drops whatever SQL text has
     * put there, and fails where that may be missed.
     *
     * @return as {@link PreparedStatement#execute()}, about what follows the bind
     */
    boolean execute(PreparedStatement statement) throws SQLException {
        try {
            statement.execute();
        } catch (SQLException e) {
            throw PgDriver.withoutParameters(e);
        }
        ResultSet answer = statement.getResultSet();
        if (answer == null) {
            answer = statement.getGeneratedKeys(); // the driver takes the first rows for these
        }
        answered(answer.next() ? answer.getString(1) : null);
        return statement.getMoreResults();
    }

    /** Of a token: by the ticket that was given for it last time, which costs the database less to verify. */
    private static final class OfToken extends Bind {

        private final String token;
        private final byte[] payload;
        private final Tickets tickets;

        OfToken(String token, Tickets tickets) {
            super("select rls.bind_ticket(?, ?)");
            this.token = token;
            this.payload = token.getBytes(StandardCharsets.UTF_8);
            this.tickets = tickets;
        }

        @Override
        int parameters() {
            return 2;
        }

        @Override
        void setOn(PreparedStatement statement) throws SQLException {
            SecretParameters.set(statement, 1, tickets.of(token));
            SecretParameters.set(statement, 2, payload);
        }

        @Override
        boolean letsFollowingBeKept() {
            return true;
        }

        @Override
        void answered(@Nullable String ticket) {
            if (ticket != null) {
                tickets.keep(token, ticket);
            }
        }
    }

    /** Of what needs no answer. */
    private static class OfText extends Bind {

        private final List<byte[]> payloads;

        OfText(String sql, String... texts) {
            super(sql);
            this.payloads = Arrays.stream(texts)
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        @Override
        final int parameters() {
            return payloads.size();
        }

        @Override
        final void setOn(PreparedStatement statement) throws SQLException {
            for (int i = 0; i < payloads.size(); i++) {
                SecretParameters.set(statement, i + 1, payloads.get(i));
            }
        }

        @Override
        final void answered(@Nullable String nothing) {}
    }

    /**
     * Of an API token, or of claims that the application vouches for. Without either it is that of a ticket, which leaves bound what
     * is; the parameter before tells. PostgreSQL plans the one that runs, so it asks no right for the other.
     */
    private static final class OfOne extends OfText {

        OfOne(String call, String text) {
            super("select case when ? is null then rls.bind_ticket(null, null) else " + call + "::text end", "", text);
        }

        @Override
        boolean letsFollowingBeKept() {
            return true;
        }
    }
}
