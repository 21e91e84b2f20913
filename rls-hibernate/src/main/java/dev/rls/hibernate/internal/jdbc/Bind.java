package dev.rls.hibernate.internal.jdbc;

import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTParser;
import dev.rls.claims.Claims;
import dev.rls.claims.SystemAccess;
import dev.rls.hibernate.internal.ApiTokens;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statement that binds claims. */
abstract class Bind {

    /** SQLSTATE insufficient_privilege. */
    private static final String DENIED = "42501";

    /** SQLSTATE invalid_authorization_specification. */
    private static final String REJECTED = "28000";

    private final Kind kind;

    private Bind(Kind kind) {
        this.kind = kind;
    }

    /** By their token where there is one, because then the database need not trust us. */
    static Bind of(Claims claims, Tickets tickets) {
        String token = claims.token();
        if (token != null) {
            return ApiTokens.isOne(token) ? new OfOne(Kind.API_TOKEN, token) : new OfToken(token, tickets);
        }
        ClaimText.check(claims);
        String json = JSONObjectUtils.toJSONString(claims.asMap());
        SystemAccess access = claims.systemAccess();
        return access == null
                ? new OfOne(Kind.CLAIMS, json)
                : new OfText(Kind.SYSTEM, access.reason(), json, access.until().toString());
    }

    /** The bind alone. */
    String sql() {
        return kind.sql;
    }

    /** The bind before a statement whose parameters come after its own. */
    String carriedBy(String statement) {
        return sql() + ";" + statement;
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
            throw explained(PgDriver.withoutParameters(e), statement);
        }
        ResultSet answer = statement.getResultSet();
        if (answer == null) {
            answer = statement.getGeneratedKeys(); // the driver takes the first rows for these
        }
        answered(answer.next() ? answer.getString(1) : null);
        return statement.getMoreResults();
    }

    /** The database's refusal of what was bound, with what is known of it here. */
    SQLException rejected(SQLException e) {
        return e;
    }

    private SQLException explained(SQLException e, PreparedStatement statement) throws SQLException {
        String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (DENIED.equals(e.getSQLState()) && kind.denied.matcher(problem).find()) {
            return JdbcMessages.mayNotBind(
                    kind, statement.getConnection().getMetaData().getUserName(), e);
        }
        return REJECTED.equals(e.getSQLState()) && problem.contains("RLS510: ") ? rejected(e) : e;
    }

    /** The functions that bind. */
    enum Kind {
        TOKEN("bind_ticket", "rls.bind_ticket(?, ?)"),
        API_TOKEN("bind_api_token", orNothing("rls.bind_api_token(?)")),
        CLAIMS("bind_claims", orNothing("rls.bind_claims(?::jsonb)")),
        SYSTEM("bind_system", "rls.bind_system(?, ?::jsonb, ?::timestamptz)");

        private final String function;
        private final String sql;

        /** The server says it in its own language, and the function's name as it is. Who may call one is told more by schema rls. */
        private final Pattern denied;

        Kind(String function, String call) {
            this.function = "rls." + function;
            this.sql = "select " + call;
            this.denied = Pattern.compile("^(?!.*\\bRLS\\d{3}: ).*\\b" + function + "\\b");
        }

        /**
         * Without what it binds it is the bind of a ticket, which leaves bound what is; the parameter before tells. PostgreSQL plans
         * the one that runs, so it asks no right for the other.
         */
        private static String orNothing(String call) {
            return "case when ? is null then rls.bind_ticket(null, null) else " + call + "::text end";
        }

        String function() {
            return function;
        }
    }

    /** Of a token: by the ticket that was given for it last time, which costs the database less to verify. */
    private static final class OfToken extends Bind {

        private final String token;
        private final byte[] payload;
        private final Tickets tickets;

        OfToken(String token, Tickets tickets) {
            super(Kind.TOKEN);
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

        @Override
        SQLException rejected(SQLException e) {
            return PgDriver.withDetail(e, JdbcMessages.ofToken(kid(token), end(token), Instant.now()));
        }

        /** It is public, and the token is not. A verifier of the application's own may accept what is no JWS. */
        private static @Nullable String kid(String token) {
            try {
                return JWSHeader.parse(JOSEObject.split(token)[0]).getKeyID();
            } catch (ParseException | IllegalArgumentException e) {
                return null;
            }
        }

        /** As the database reads it: claims that somebody put beside the token may say something else, or nothing. */
        private static @Nullable Instant end(String token) {
            try {
                Date end = JWTParser.parse(token).getJWTClaimsSet().getExpirationTime();
                return end == null ? null : end.toInstant();
            } catch (ParseException | IllegalArgumentException e) {
                return null;
            }
        }
    }

    /** Of what needs no answer. */
    private static class OfText extends Bind {

        private final List<byte[]> payloads;

        OfText(Kind kind, String... texts) {
            super(kind);
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

    /** Of an API token, or of claims that the application vouches for. */
    private static final class OfOne extends OfText {

        OfOne(Kind kind, String text) {
            super(kind, "", text);
        }

        @Override
        boolean letsFollowingBeKept() {
            return true;
        }
    }
}
