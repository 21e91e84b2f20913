/** Entities with keys of all kinds, and their twins on the same tables without any annotation. */
@NullMarked
package dev.rls.hibernate.ledger;

import org.jspecify.annotations.NullMarked;
