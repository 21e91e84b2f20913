/** A small application of a user of the testkit. */
@NullMarked
package dev.rls.testkit.app;

import org.jspecify.annotations.NullMarked;
