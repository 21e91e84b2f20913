/** Updates, deletes and inserts by query: each carries the policies of its own operation. */
@NullMarked
package dev.rls.hibernate.internal.query;

import org.jspecify.annotations.NullMarked;
