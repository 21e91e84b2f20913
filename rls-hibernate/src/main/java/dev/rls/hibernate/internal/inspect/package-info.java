/** The tripwire for SQL that tampers with the context, roles or row security. */
@NullMarked
package dev.rls.hibernate.internal.inspect;

import org.jspecify.annotations.NullMarked;
