/** For tests of applications: who sees what, said readably and checked in the ORM and in the database alike. */
@NullMarked
package dev.rls.testkit;

import org.jspecify.annotations.NullMarked;
