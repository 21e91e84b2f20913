/** The language of conditions: parsed, checked against the attributes of an entity, and turned into predicates. */
@NullMarked
package dev.rls.policy.condition;

import org.jspecify.annotations.NullMarked;
