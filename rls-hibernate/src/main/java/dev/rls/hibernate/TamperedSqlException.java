package dev.rls.hibernate;

import dev.rls.RlsException;

/**
 * A statement would have changed the bound context, the role or row security. What refuses it is a tripwire that makes
 * mistakes and attacks visible early; the boundary is the database, which verifies the context itself.
 */
public final class TamperedSqlException extends RlsException {

    private static final long serialVersionUID = 1L;

    /**
     * For this library.
     *
     * @param code the stable id
     * @param problem what is wrong, without the text of the statement
     */
    public TamperedSqlException(String code, String problem) {
        super(code, problem);
    }
}
