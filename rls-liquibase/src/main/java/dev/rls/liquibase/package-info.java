/** The DBA's side of row-level security: schema {@code rls} of the database, as a changelog. */
@NullMarked
package dev.rls.liquibase;

import org.jspecify.annotations.NullMarked;
