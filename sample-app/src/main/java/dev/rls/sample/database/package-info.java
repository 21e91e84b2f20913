/** The embedded PostgreSQL, used where no other data source is configured. */
@NullMarked
package dev.rls.sample.database;

import org.jspecify.annotations.NullMarked;
