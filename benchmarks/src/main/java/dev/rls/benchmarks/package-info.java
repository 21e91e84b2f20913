/** What protection costs: five ways to the same rows, measured in turn, each in a JVM of its own. */
@NullMarked
package dev.rls.benchmarks;

import org.jspecify.annotations.NullMarked;
