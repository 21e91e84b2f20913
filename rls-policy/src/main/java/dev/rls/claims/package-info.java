/** The claims of one verified token, and the scope in which they hold. */
@NullMarked
package dev.rls.claims;

import org.jspecify.annotations.NullMarked;
