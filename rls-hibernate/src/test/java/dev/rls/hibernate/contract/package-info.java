/** What this library relies on inside Hibernate. The Maven profiles hibernate-… run this package on other versions. */
@NullMarked
package dev.rls.hibernate.contract;

import org.jspecify.annotations.NullMarked;
