package dev.rls.hibernate.token;

import java.util.Set;

/**
 * What becomes of an issuer's published keys, for metrics and alarms. Called on the thread that verifies or on the one that
 * fetches, so be quick and throw nothing.
 */
public interface KeySetEvents {

    /**
     * The key set was fetched.
     *
     * @param kids the ids of its keys
     */
    default void fetched(Set<String> kids) {}

    /** The key set could not be fetched. What was fetched before is used, for as long as the verifier was told. */
    default void unavailable() {}

    /** A token named an unknown key too soon after others did, so the key set was not fetched again for it. */
    default void limited() {}
}
