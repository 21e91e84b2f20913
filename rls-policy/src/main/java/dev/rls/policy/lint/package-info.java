/** Warnings about the design of policies that are right but slow, open or surprising. */
@NullMarked
package dev.rls.policy.lint;

import org.jspecify.annotations.NullMarked;
