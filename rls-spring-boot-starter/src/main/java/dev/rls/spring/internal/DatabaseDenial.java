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

    private static final Pattern OF_SCHEMA_RLS = Pattern.compile("\\b(RLS5\\d\\d): ([^\\n]*)");
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
        Matcher message = OF_SCHEMA_RLS.matcher(String.valueOf(refusal.getMessage()));
        boolean named = message.find();
        if (state.equals(INVALID_AUTHORIZATION) && named) {
            return new ExpiredClaimsException(message.group(1), message.group(2));
        }
        if (!state.equals(INSUFFICIENT_PRIVILEGE)) {
            return null;
        }
        return named ? of(message.group(1), message.group(2)) : new DatabaseDeniedException();
    }

    private static RlsException of(String code, String problem) {
        Matcher claim = CLAIM.matcher(problem);
        return switch (code) {
            case "RLS501" -> new NoClaimsException(code, problem);
            case "RLS503" -> new ExpiredClaimsException(code, problem);
            case "RLS504", "RLS505" ->
                claim.find()
                        ? new ClaimRejectedException(code, claim.group(1), problem)
                        : new DatabaseDeniedException();
            default -> new DatabaseDeniedException();
        };
    }
}
