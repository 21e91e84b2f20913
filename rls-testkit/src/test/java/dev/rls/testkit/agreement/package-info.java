/** Generated policies, rows, claims and acts, and the proof that all readings of a policy decide alike. */
@NullMarked
package dev.rls.testkit.agreement;

import org.jspecify.annotations.NullMarked;
