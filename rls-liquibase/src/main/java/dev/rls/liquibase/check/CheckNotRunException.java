package dev.rls.liquibase.check;

/** Why the check cannot be run, for whoever called it. */
final class CheckNotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckNotRunException(String message) {
        super(message);
    }
}
