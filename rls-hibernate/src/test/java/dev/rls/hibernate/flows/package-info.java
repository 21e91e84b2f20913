/** What a unit of work costs on the wire, with this library and without. */
@NullMarked
package dev.rls.hibernate.flows;

import org.jspecify.annotations.NullMarked;
