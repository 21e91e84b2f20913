package dev.rls.liquibase.keys;

import dev.rls.RlsException;

/** The keys of an issuer stay as they are: they could not be fetched, or the database does not take them. */
public final class KeysNotFollowedException extends RlsException {

    private static final long serialVersionUID = 1L;

    KeysNotFollowedException(String code, String problem) {
        super(code, problem);
    }
}
