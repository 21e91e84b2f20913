package dev.rls.policy;

/**
 * A comparison of two operands of one type; unknown when either is null, as in SQL.
 *
 * @param left the left operand
 * @param operator how they compare
 * @param right the right operand
 */
public record Comparison(Operand left, Operator operator, Operand right) implements Predicate {

    /** How two operands compare. */
    public enum Operator {
        /** Equal, as the type's B-tree operator class has it. */
        EQUAL("="),
        /** Not equal. */
        NOT_EQUAL("<>"),
        /** Less; only for {@linkplain ValueType#isOrdered() ordered} types, as the following. */
        LESS("<"),
        /** Less or equal. */
        LESS_OR_EQUAL("<="),
        /** Greater. */
        GREATER(">"),
        /** Greater or equal. */
        GREATER_OR_EQUAL(">=");

        private final String sql;

        Operator(String sql) {
            this.sql = sql;
        }

        /**
         * The operator in SQL.
         *
         * @return its symbol
         */
        public String sql() {
            return sql;
        }
    }
}
