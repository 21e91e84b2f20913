/** The reading of predicates in Java: for one row and the claims of one token. */
@NullMarked
package dev.rls.policy.evaluate;

import org.jspecify.annotations.NullMarked;
