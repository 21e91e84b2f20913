/** The auto-configuration in real application contexts. */
@NullMarked
package dev.rls.spring;

import org.jspecify.annotations.NullMarked;
