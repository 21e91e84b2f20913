/** What is enforced: the predicate tree over columns and claims, and the index that a compilation leaves behind. */
@NullMarked
package dev.rls.policy;

import org.jspecify.annotations.NullMarked;
