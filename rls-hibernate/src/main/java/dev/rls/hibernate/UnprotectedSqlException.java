package dev.rls.hibernate;

import dev.rls.RlsException;

/**
 * SQL that this library does not write was refused, because nothing would filter it: the database does not enforce the
 * policies here. {@link UnprotectedSql} opens it for one call.
 */
public final class UnprotectedSqlException extends RlsException {

    private static final long serialVersionUID = 1L;

    /**
     * For this library.
     *
     * @param code the stable id
     * @param problem what is wrong and what mends it, without the text of the statement
     */
    public UnprotectedSqlException(String code, String problem) {
        super(code, problem);
    }
}
