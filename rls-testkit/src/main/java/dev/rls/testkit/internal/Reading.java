package dev.rls.testkit.internal;

import dev.rls.claims.Claims;

/** One way in which a policy decides. */
public interface Reading {

    /**
     * What the reading is called.
     *
     * @return a name for messages
     */
    String name();

    /**
     * Lets a user act, and takes it back.
     *
     * @param act what he does
     * @param claims who he is
     * @return what it came to
     */
    Outcome read(Act act, Claims claims);
}
