/** What the commands have in common; not for applications. */
@NullMarked
package dev.rls.liquibase.internal;

import org.jspecify.annotations.NullMarked;
