package dev.rls.policy.render;

import dev.rls.Operation;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Literal;
import dev.rls.policy.Operand;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;

/** Renders a predicate as the condition of a Hibernate filter. */
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
        String column(@org.jspecify.annotations.Nullable Association association, String column);

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
         * @param literal the literal
         * @return the name of the parameter that stands for it, without colon
         */
        String literal(Literal literal);
    }

    private FilterRenderer() {}

    /**
     * The condition with names as PostgreSQL writes them, for people to read.
     *
     * @param entity the entity to filter
     * @return the condition for reading, without alias
     */
    public static String render(ScopedEntity entity) {
        return render(entity.using(Operation.SELECT), "", new StoredNames());
    }

    /**
     * The condition with names as a dialect writes them.
     *
     * @param predicate what must hold
     * @param alias what columns of the filtered row are qualified with, such as <code>{alias}</code>; empty for nothing
     * @param names how names are written
     * @return the condition
     */
    public static String render(Predicate predicate, String alias, Names names) {
        if (predicate instanceof Comparison comparison) {
            return render(comparison.left(), alias, names) + " "
                    + comparison.operator().sql() + " " + render(comparison.right(), alias, names);
        }
        throw new IllegalArgumentException("no rendering of " + predicate.getClass());
    }

    private static String render(Operand operand, String alias, Names names) {
        if (operand instanceof ColumnRef column) {
            return (alias.isEmpty() ? "" : alias + ".") + names.column(null, column.column());
        }
        if (operand instanceof ClaimRef claim) {
            return ":" + names.claim(claim);
        }
        throw new IllegalArgumentException("no rendering of " + operand.getClass());
    }

    private static final class StoredNames implements Names {

        @Override
        public String column(@org.jspecify.annotations.Nullable Association association, String column) {
            return SqlText.identifier(column);
        }

        @Override
        public String table(Association association) {
            return SqlText.table(association.table());
        }

        @Override
        public String claim(ClaimRef claim) {
            return claim.required() ? TENANT_PARAMETER : claim.claim();
        }

        @Override
        public String literal(Literal literal) {
            return String.valueOf(literal.value());
        }
    }
}
