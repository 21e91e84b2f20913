/** Tokens that the demo issuer would not give out. */
@NullMarked
package dev.rls.sample.demo;

import org.jspecify.annotations.NullMarked;
