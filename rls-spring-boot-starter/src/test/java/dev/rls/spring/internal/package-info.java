/** Tests of single parts. */
@NullMarked
package dev.rls.spring.internal;

import org.jspecify.annotations.NullMarked;
