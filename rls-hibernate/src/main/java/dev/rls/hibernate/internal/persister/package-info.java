/** Persisters of entities, where Hibernate's own go astray once what they refer to is filtered, or ask without filters. */
@NullMarked
package dev.rls.hibernate.internal.persister;

import org.jspecify.annotations.NullMarked;
