package dev.rls.testkit.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a user does with the rows of an entity.
 *
 * @param kind what
 * @param ids the rows meant; empty for all
 * @param values what is written, by attribute, as the column's type has it
 */
public record Act(Kind kind, List<Object> ids, Map<String, @Nullable Object> values) {

    /** What can be done. */
    public enum Kind {
        /** A query for the identifiers of all rows. */
        SELECT(false),
        /** One row by its identifier. */
        FIND(false),
        /** One statement that updates rows. */
        UPDATE_BULK(true),
        /** One row is found, changed and flushed. */
        UPDATE_ENTITY(true),
        /** One statement that deletes rows. */
        DELETE_BULK(true),
        /** One row is found, removed and flushed. */
        DELETE_ENTITY(true),
        /** One row is inserted by a statement that returns nothing. */
        INSERT_BULK(true),
        /** One entity is persisted and flushed; the database returns the identifier if it makes it. */
        INSERT_ENTITY(true),
        /** One row is inserted, or updated where there is one with its identifier. */
        UPSERT(true);

        private final boolean writes;

        Kind(boolean writes) {
            this.writes = writes;
        }

        /**
         * Whether it changes anything.
         *
         * @return whether it writes
         */
        public boolean writes() {
            return writes;
        }
    }

    /**
     * Keeps unmodifiable copies.
     *
     * @param kind what
     * @param ids which rows
     * @param values what is written
     */
    public Act {
        ids = List.copyOf(ids);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
