/** What is too short to be measured end to end. */
@NullMarked
package dev.rls.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
