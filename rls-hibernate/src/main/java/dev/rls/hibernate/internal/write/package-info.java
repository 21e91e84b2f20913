/** Writes: what policies say about a row before it is written, in Java, so that errors are early and typed. */
@NullMarked
package dev.rls.hibernate.internal.write;

import org.jspecify.annotations.NullMarked;
