/** What the auto-configuration puts together; not for applications. */
@NullMarked
package dev.rls.spring.internal;

import org.jspecify.annotations.NullMarked;
