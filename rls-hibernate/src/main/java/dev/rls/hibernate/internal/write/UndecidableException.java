package dev.rls.hibernate.internal.write;

/**
 * What a policy asks is not known in this session, or not yet. A database with row security knows it, and is not asked for it
 * beforehand: that would cost a round trip.
 */
public final class UndecidableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndecidableException(String what) {
        super(what, null, false, false);
    }
}
