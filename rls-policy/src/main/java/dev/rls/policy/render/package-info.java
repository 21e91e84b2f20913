/** The renderings of the predicate tree: Hibernate's filter condition and PostgreSQL's policies. Text in, text out. */
@NullMarked
package dev.rls.policy.render;

import org.jspecify.annotations.NullMarked;
