package dev.rls.hibernate.internal.query;

import java.util.function.Supplier;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The update or delete whose rows a query looks for beforehand, because they lie in several tables. Hibernate translates that query
 * like any other, and tells nobody what it is for.
 */
final class MutatedRows {

    private static final ThreadLocal<@Nullable SqmDmlStatement<?>> CURRENT = new ThreadLocal<>();

    private MutatedRows() {}

    /** What is translated within is for this statement. */
    static <T> T of(SqmDmlStatement<?> statement, Supplier<T> translated) {
        CURRENT.set(statement);
        try {
            return translated.get();
        } finally {
            CURRENT.remove();
        }
    }

    static @Nullable SqmDmlStatement<?> current() {
        return CURRENT.get();
    }
}
