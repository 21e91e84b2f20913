/** Invoices: the entity, its repository, and the endpoints over them. */
@NullMarked
package dev.rls.sample.invoice;

import org.jspecify.annotations.NullMarked;
