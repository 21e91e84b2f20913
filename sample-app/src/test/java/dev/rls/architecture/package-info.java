/** The arrows between the modules, as docs/architecture.md draws them. */
@NullMarked
package dev.rls.architecture;

import org.jspecify.annotations.NullMarked;
