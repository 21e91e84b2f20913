package dev.rls.spring.internal;

import dev.rls.RlsException;
import dev.rls.hibernate.ClaimRejectedException;
import dev.rls.hibernate.NoClaimsException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads PostgreSQL's refusals. Native SQL and plain JDBC meet them first: Hibernate is not asked before, and claims may
 * expire between two statements. Schema rls names its errors by codes like everything else here.
 */
final class DatabaseDenial {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String INVALID_AUTHORIZATION = "28000";

    /** A right that the login lacks. Row security says otherwise, and a server of another language says neither. */
    private static final String MISSING_GRANT = "permission denied";

    /** What the database names, and what its refusal of a bind was named for it. */
    private static final Pattern NAMED = Pattern.compile("\\b(RLS5\\d\\d|RLS254): ([^\\n]*)");

    private static final Pattern CLAIM = Pattern.compile("claim \"([^\"]*)\"");

    private DatabaseDenial() {}

    /** The refusal that hides in an exception, however Hibernate and Spring have wrapped it; null if there is none. */
    static @Nullable RlsException in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                RlsException denial = of(sql);
                if (denial != null) {
                    return denial;
                }
            }
        }
        return null;
    }

    private static @Nullable RlsException of(SQLException refusal) {
        String state = String.valueOf(refusal.getSQLState());
        String text = String.valueOf(refusal.getMessage());
        Matcher message = NAMED.matcher(text);
        if (message.find()) {
            return state.equals(INVALID_AUTHORIZATION) || state.equals(INSUFFICIENT_PRIVILEGE)
                    ? raisedAt(refusal, of(message.group(1), message.group(2), refusal))
                    : null;
        }
        if (!state.equals(INSUFFICIENT_PRIVILEGE)) {
            return null;
        }
        return text.contains(MISSING_GRANT) ? new MissingGrantException(refusal) : new DatabaseDeniedException();
    }

    private static RlsException of(String code, String problem, SQLException refusal) {
        Matcher claim = CLAIM.matcher(problem);
        return switch (code) {
            case "RLS254" -> new MissingGrantException(code, problem, refusal);
            case "RLS501" -> new NoClaimsException(code, Messages.UNBOUND_FIX.formatted(problem));
            case "RLS503", "RLS512" -> new ExpiredClaimsException(code, problem);
            case "RLS504", "RLS505" ->
                claim.find()
                        ? new ClaimRejectedException(code, claim.group(1), problem)
                        : new DatabaseDeniedException();
            case "RLS506" ->
                claim.find() ? new UnknownClaimException(code, claim.group(1), problem) : new DatabaseDeniedException();
            case "RLS510", "RLS514" -> new RefusedTokenException(code, problem);
            default -> new DatabaseDeniedException();
        };
    }

    /** The log shall show the statement that was refused, perhaps on another thread, and not this class. */
    private static RlsException raisedAt(SQLException refusal, RlsException denial) {
        denial.setStackTrace(refusal.getStackTrace());
        return denial;
    }
}
