package dev.rls.liquibase.internal;

/** Why a command cannot be run, for whoever called it. */
public final class NotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotRunException(String message) {
        super(message);
    }
}
