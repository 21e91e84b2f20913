/** Collections of protected rows, where Hibernate alone protects them. */
@NullMarked
package dev.rls.hibernate.internal.collection;

import org.jspecify.annotations.NullMarked;
