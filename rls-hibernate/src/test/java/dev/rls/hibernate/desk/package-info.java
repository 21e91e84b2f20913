/** Entities with row policies, one for each shape. */
@NullMarked
package dev.rls.hibernate.desk;

import org.jspecify.annotations.NullMarked;
