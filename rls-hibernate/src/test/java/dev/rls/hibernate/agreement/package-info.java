/** Generated rows, claims and operations, and the sides that decide about them. */
@NullMarked
package dev.rls.hibernate.agreement;

import org.jspecify.annotations.NullMarked;
