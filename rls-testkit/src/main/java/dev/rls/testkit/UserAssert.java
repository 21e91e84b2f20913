package dev.rls.testkit;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.hibernate.Policies;
import dev.rls.policy.evaluate.ClaimTypeException;
import dev.rls.testkit.internal.Reading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.hibernate.Hibernate;

/**
 * What one user may do with some rows. Each assertion is checked in the ORM and in the database, and fails if either
 * decides otherwise. Nothing that is tried stays. An update or delete that a constraint stops counts as allowed, because
 * no policy stopped it; a row that cannot be inserted in any case is RLS610, an entity without identifier RLS604, one
 * without a column to update RLS605.
 */
public final class UserAssert {

    private final RowSecurity security;
    private final Claims claims;

    UserAssert(RowSecurity security, Claims claims) {
        this.security = security;
        this.claims = claims;
    }

    /**
     * The user can read the rows of these entities.
     *
     * @param entities entities that are in the database
     * @return this
     */
    public UserAssert sees(Object... entities) {
        return all(Operation.SELECT, true, entities);
    }

    /**
     * The user cannot read the rows of these entities.
     *
     * @param entities entities that are in the database
     * @return this
     */
    public UserAssert doesNotSee(Object... entities) {
        return all(Operation.SELECT, false, entities);
    }

    /**
     * The user can update the rows of these entities to the state they have in memory.
     *
     * @param entities entities that are in the database, with what is written
     * @return this
     */
    public UserAssert canUpdate(Object... entities) {
        return all(Operation.UPDATE, true, entities);
    }

    /**
     * The user cannot update the rows of these entities to the state they have in memory.
     *
     * @param entities entities that are in the database, with what is written
     * @return this
     */
    public UserAssert cannotUpdate(Object... entities) {
        return all(Operation.UPDATE, false, entities);
    }

    /**
     * The user can delete the rows of these entities.
     *
     * @param entities entities that are in the database
     * @return this
     */
    public UserAssert canDelete(Object... entities) {
        return all(Operation.DELETE, true, entities);
    }

    /**
     * The user cannot delete the rows of these entities.
     *
     * @param entities entities that are in the database
     * @return this
     */
    public UserAssert cannotDelete(Object... entities) {
        return all(Operation.DELETE, false, entities);
    }

    /**
     * The user can insert these entities.
     *
     * @param entities new entities
     * @return this
     */
    public UserAssert canInsert(Object... entities) {
        return all(Operation.INSERT, true, entities);
    }

    /**
     * The user cannot insert these entities.
     *
     * @param entities new entities
     * @return this
     */
    public UserAssert cannotInsert(Object... entities) {
        return all(Operation.INSERT, false, entities);
    }

    private UserAssert all(Operation operation, boolean expected, Object... entities) {
        for (Object entity : entities) {
            Object row = Hibernate.unproxy(entity);
            Map<String, Boolean> decisions = new LinkedHashMap<>();
            Attempt attempt = new Attempt(security, operation, row);
            for (Reading reading : attempt.readings()) {
                decisions.put(reading.name(), attempt.succeeds(reading, claims));
            }
            if (decisions.containsValue(!expected)) {
                throw new AssertionError(failure(operation, expected, row, attempt.id(), decisions));
            }
        }
        return this;
    }

    private String failure(
            Operation operation, boolean expected, Object row, Object id, Map<String, Boolean> decisions) {
        StringBuilder text = new StringBuilder("Expected that the user ")
                .append(expected ? "can " : "cannot ")
                .append(word(operation))
                .append(' ')
                .append(row.getClass().getSimpleName())
                .append(' ')
                .append(id)
                .append(", but:");
        decisions.forEach((reading, can) -> text.append("\n  ").append(reading).append(can ? ": can" : ": cannot"));
        text.append("\nThe policies, for the claims ")
                .append(new TreeSet<>(claims.asMap().keySet()))
                .append(" and the entity in memory:\n  ")
                .append(explanation(operation, row).replace("\n", "\n  "));
        return text.toString();
    }

    /** The failure is told in any case; what cannot be explained is not to hide it. */
    private String explanation(Operation operation, Object row) {
        try {
            return Policies.of(security.factory())
                    .explain(row, claims, operation)
                    .toString();
        } catch (ClaimTypeException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            // its message may show a key
            return "not explained, because they ask for what is not there: a value that the database makes, or an"
                    + " association whose session is closed";
        }
    }

    private static String word(Operation operation) {
        return operation == Operation.SELECT ? "see" : operation.name().toLowerCase(java.util.Locale.ROOT);
    }
}
