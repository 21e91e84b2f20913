/** A small application whose rows belong to tenants. */
@NullMarked
package dev.rls.sample;

import org.jspecify.annotations.NullMarked;
