/** The JVM of one way: what an application does, and how long it takes. Knows no class of the library unless its way does. */
@NullMarked
package dev.rls.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
