/** The keys that an issuer publishes, brought into the database: as a command, and as a class for jobs of one's own. */
@NullMarked
package dev.rls.liquibase.keys;

import org.jspecify.annotations.NullMarked;
