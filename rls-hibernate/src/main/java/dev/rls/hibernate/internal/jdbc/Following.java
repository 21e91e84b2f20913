package dev.rls.hibernate.internal.jdbc;

/**
 * What follows a bind.
 *
 * @param sql its text
 * @param repeatable whether its parameters can be sent again
 * @param declared whether all of them have types that the driver declares
 */
record Following(String sql, boolean repeatable, boolean declared) {}
