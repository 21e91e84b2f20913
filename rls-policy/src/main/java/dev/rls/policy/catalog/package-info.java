/** What PostgreSQL's catalog tells about the protection of rows, and what repairs it. JDBC alone. */
@NullMarked
package dev.rls.policy.catalog;

import org.jspecify.annotations.NullMarked;
