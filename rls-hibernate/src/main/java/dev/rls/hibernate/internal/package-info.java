/** What the parts of this module share: the protected unit of a session factory, the tenant claim, the messages. */
@NullMarked
package dev.rls.hibernate.internal;

import org.jspecify.annotations.NullMarked;
