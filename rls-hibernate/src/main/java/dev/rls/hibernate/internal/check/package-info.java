/** Start-up: what was compiled against what the database holds. */
@NullMarked
package dev.rls.hibernate.internal.check;

import org.jspecify.annotations.NullMarked;
