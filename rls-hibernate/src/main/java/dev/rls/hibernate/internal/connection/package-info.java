/** How a session's claims reach its connections, whatever data source was configured. */
@NullMarked
package dev.rls.hibernate.internal.connection;

import org.jspecify.annotations.NullMarked;
