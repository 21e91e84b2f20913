package dev.rls.policy.evaluate;

import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import org.jspecify.annotations.Nullable;

/** The row that a predicate is evaluated for. */
public interface Row {

    /**
     * What a column holds, as the database would store it: rounded to the column's scale, times to microseconds.
     *
     * @param column a column of this row
     * @return a String, UUID, Long, Integer, BigDecimal, Boolean, LocalDate or Instant, as the column's type wants it, or
     *     null
     */
    @Nullable
    Object value(ColumnRef column);

    /**
     * The row that an association leads to, whether the claims may see it or not.
     *
     * @param association an association of this row
     * @return the row, or null if there is none
     */
    @Nullable
    Row follow(Association association);
}
