package dev.rls.hibernate.internal.write;

import dev.rls.policy.evaluate.Row;
import org.jspecify.annotations.Nullable;

/** Where the rows that associations lead to come from. */
interface RowSource {

    /**
     * The row of an entity.
     *
     * @param entityName the entity
     * @param target an instance of it, or its identifier
     * @return the row, or null if none can be seen
     */
    @Nullable
    Row of(String entityName, Object target);

    /** The identifier of an instance, a proxy included; what is no entity is an identifier already. */
    @Nullable
    Object identifier(@Nullable Object target);

    /** What a tenant's column will hold that is still null. */
    Object tenant();
}
