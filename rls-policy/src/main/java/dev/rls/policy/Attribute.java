package dev.rls.policy;

import java.util.List;

/** What a condition can find behind a name of an entity. */
public sealed interface Attribute {

    /**
     * An attribute with a column of its own in the entity's table, stored as it is.
     *
     * @param column the column, as PostgreSQL stores its name
     * @param type its type; of an enum {@link ValueType#STRING} if the column holds names, {@link ValueType#INTEGER} if
     *     it holds ordinals
     * @param constants the constants of an enum in their order, else empty
     */
    record Basic(String column, ValueType type, List<String> constants) implements Attribute {

        /**
         * Keeps an unmodifiable copy.
         *
         * @param column the column
         * @param type its type
         * @param constants of an enum
         */
        public Basic {
            constants = List.copyOf(constants);
        }

        /**
         * Whether it is an enum.
         *
         * @return whether it has constants
         */
        public boolean isEnum() {
            return !constants.isEmpty();
        }
    }

    /**
     * An association to one row, by a foreign key column in the entity's table.
     *
     * @param column the column
     * @param target the binary name of the entity it leads to
     * @param key the attribute of that entity that the column refers to, a {@link Basic} one
     */
    record ToOne(String column, String target, String key) implements Attribute {}

    /** An embedded object: its attributes are listed under its name, a dot and their names. */
    record Embedded() implements Attribute {}

    /**
     * An attribute that no condition can use.
     *
     * @param why the reason, which completes "it is …"; for instance "a collection"
     */
    record Unusable(String why) implements Attribute {}
}
