/** Entities with row policies and no tenant anywhere, and their twins on the same tables without any annotation. */
@NullMarked
package dev.rls.hibernate.memo;

import org.jspecify.annotations.NullMarked;
