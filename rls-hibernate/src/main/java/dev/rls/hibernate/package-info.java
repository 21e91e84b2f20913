/** Row-level security in Hibernate sessions: the claims a session holds, and the errors that name what is missing. */
@NullMarked
package dev.rls.hibernate;

import org.jspecify.annotations.NullMarked;
