package dev.rls.testkit.internal;

import org.hibernate.PropertyValueException;
import org.hibernate.id.IdentifierGenerationException;
import org.jspecify.annotations.Nullable;

/** Entities that are stored for nobody, so that it says nothing about policies whether a user can. */
public final class Unstorable {

    private Unstorable() {}

    /**
     * Tells those that Hibernate does not even send from other failures.
     *
     * @param thrown what an act threw
     * @param table where the entity would be stored
     * @throws IllegalArgumentException RLS610 if that is what was thrown
     */
    static void check(Exception thrown, MappedTable table) {
        if (thrown instanceof PropertyValueException property) {
            String attribute = property.getPropertyName();
            throw table.others().contains(attribute)
                    ? refused(
                            table,
                            attribute + " must have a value of a type that is unknown here. Leave this assertion out",
                            thrown)
                    : refused(table, attribute + " must not be null. Give it a value", thrown);
        }
        if (thrown instanceof IdentifierGenerationException) {
            throw refused(table, "the application assigns its identifier. Give it one", thrown);
        }
    }

    /**
     * The error of an entity that Hibernate sends and the table does not take.
     *
     * @param table the table
     * @return RLS610
     */
    public static IllegalArgumentException byConstraint(MappedTable table) {
        return refused(
                table,
                "a constraint of table " + table.text()
                        + " refuses it, such as not null, unique or check. Give it values" + " that the table takes",
                null);
    }

    private static IllegalArgumentException refused(MappedTable table, String problem, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "RLS610: a row of " + table.entity() + " cannot be stored, whatever the policies say: " + problem,
                cause);
    }
}
