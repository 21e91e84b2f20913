/** The annotations a JPA developer writes, and the root of every exception of this library. */
@NullMarked
package dev.rls;

import org.jspecify.annotations.NullMarked;
