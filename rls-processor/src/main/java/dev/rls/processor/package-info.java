/** Compile time: reads scoped entities from annotations, checks them, and writes the policy index and the changelog. */
@NullMarked
package dev.rls.processor;

import org.jspecify.annotations.NullMarked;
