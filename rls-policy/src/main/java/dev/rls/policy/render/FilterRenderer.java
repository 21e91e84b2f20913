package dev.rls.policy.render;

import dev.rls.Operation;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Literal;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders a predicate as the condition of a Hibernate filter: one text for PostgreSQL and H2, but for prefixes. */
public final class FilterRenderer {

    /** The parameter that stands for the tenant claim; Hibernate binds the tenant identifier of the session to it. */
    public static final String TENANT_PARAMETER = "tenantId";

    /** How the names of a condition are written. */
    public interface Names {

        /**
         * A column of the filtered row or of a row that an association leads to.
         *
         * @param association the association whose target has the column, or null for the filtered row
         * @param column the column, as PostgreSQL stores its name
         * @return as the dialect writes it, without alias
         */
        String column(@Nullable Association association, String column);

        /**
         * The table an association leads to.
         *
         * @param association the association
         * @return as the dialect writes it
         */
        String table(Association association);

        /**
         * A claim.
         *
         * @param claim the claim
         * @return the name of the parameter that stands for it, without colon
         */
        String claim(ClaimRef claim);

        /**
         * A literal that cannot stand in the text of a filter, because Hibernate would take a part of it for a parameter
         * or an alias.
         *
         * @param literal the literal, always a string; for {@code like} the whole pattern, whose escape character is
         *     {@code !}
         * @return the name of the parameter that stands for it, without colon
         */
        String literal(Literal literal);

        /**
         * Whether the database has the function {@code starts_with}, by which PostgreSQL can look up a prefix in an index.
         *
         * @return if not, the beginnings of texts are compared
         */
        boolean hasStartsWith();
    }

    private FilterRenderer() {}

    /**
     * The condition for reading rows with names as PostgreSQL writes them, for people to read: claims stand there by
     * their own names.
     *
     * @param entity the entity to filter
     * @return the condition for reading, without alias
     */
    public static String render(ScopedEntity entity) {
        Predicate predicate = entity.using(Operation.SELECT);
        SourceRow row = SourceRow.of(entity.table(), predicate);
        return new PredicateText(new ReadableLeaves()).alone(predicate, row);
    }

    /**
     * The condition with names as a dialect writes them.
     *
     * @param predicate what must hold
     * @param alias what columns of the filtered row are qualified with, such as <code>{alias}</code>; empty for nothing,
     *     for whoever qualifies them afterwards
     * @param names how names are written
     * @return the condition
     */
    public static String render(Predicate predicate, String alias, Names names) {
        Set<TableName> tables = new HashSet<>();
        Paths.of(predicate).forEach(association -> tables.add(association.table()));
        String qualifier = alias.isEmpty() ? "" : alias + ".";
        return new PredicateText(new FilterLeaves(names))
                .alone(predicate, SourceRow.first(qualifier, qualifier, tables));
    }
}
