/** Locks of rows, where Hibernate takes them without a filter. */
@NullMarked
package dev.rls.hibernate.internal.lock;

import org.jspecify.annotations.NullMarked;
