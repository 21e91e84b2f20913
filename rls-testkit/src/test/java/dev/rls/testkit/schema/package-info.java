/** What the generated entities are made of: attributes of all types, and the parents their associations lead to. */
@NullMarked
package dev.rls.testkit.schema;

import org.jspecify.annotations.NullMarked;
