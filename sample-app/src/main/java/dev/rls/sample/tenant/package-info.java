/** The registry of tenants: an entity that belongs to none of them, readable without a token. */
@NullMarked
package dev.rls.sample.tenant;

import org.jspecify.annotations.NullMarked;
