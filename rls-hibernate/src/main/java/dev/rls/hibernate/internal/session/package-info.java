/** What happens in a session: claims pinned, tenant resolved, filtered, stamped and guarded. */
@NullMarked
package dev.rls.hibernate.internal.session;

import org.jspecify.annotations.NullMarked;
