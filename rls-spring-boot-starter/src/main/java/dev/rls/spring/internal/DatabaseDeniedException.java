package dev.rls.spring.internal;

import dev.rls.RlsException;

/** PostgreSQL refused a statement where Hibernate had not: native SQL, plain JDBC. */
final class DatabaseDeniedException extends RlsException {

    private static final long serialVersionUID = 1L;

    DatabaseDeniedException() {
        super(Messages.DATABASE_DENIED, Messages.DATABASE_DENIED_PROBLEM);
    }
}
