/** The catalog check as a command: what {@link dev.rls.policy.catalog} finds, for people, pipelines and DBAs. */
@NullMarked
package dev.rls.liquibase.check;

import org.jspecify.annotations.NullMarked;
