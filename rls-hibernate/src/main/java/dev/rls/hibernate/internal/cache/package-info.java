/** Keys of the second-level cache. */
@NullMarked
package dev.rls.hibernate.internal.cache;

import org.jspecify.annotations.NullMarked;
