/** The readings of a policy that are compared: the ORM, the database alone, the evaluator. */
@NullMarked
package dev.rls.testkit.internal;

import org.jspecify.annotations.NullMarked;
