package dev.rls.spring.internal;

import dev.rls.RlsException;
import java.sql.SQLException;

/** The application's login lacks a right. No token would help, so it is the application's fault and not the client's. */
final class MissingGrantException extends RlsException {

    private static final long serialVersionUID = 1L;

    MissingGrantException(SQLException refusal) {
        this(Messages.MISSING_GRANT, Messages.MISSING_GRANT_PROBLEM, refusal);
    }

    MissingGrantException(String code, String problem, SQLException refusal) {
        super(code, problem, refusal);
    }
}
