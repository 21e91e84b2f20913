/** The sample application over real HTTP, on the PostgreSQL it starts itself. */
@NullMarked
package dev.rls.sample;

import org.jspecify.annotations.NullMarked;
