/** Stands in for the identity provider that a real application has elsewhere. */
@NullMarked
package dev.rls.sample.demo;

import org.jspecify.annotations.NullMarked;
