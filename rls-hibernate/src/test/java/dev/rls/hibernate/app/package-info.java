/** The application of the tests: a database, its tables and policies, and session factories over them. */
@NullMarked
package dev.rls.hibernate.app;

import org.jspecify.annotations.NullMarked;
