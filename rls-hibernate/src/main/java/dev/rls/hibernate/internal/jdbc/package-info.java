/** JDBC with claims: each transaction of a connection is bound to them by the first statement that needs it. */
@NullMarked
package dev.rls.hibernate.internal.jdbc;

import org.jspecify.annotations.NullMarked;
