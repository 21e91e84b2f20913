package dev.rls.hibernate.internal.jdbc;

import java.lang.reflect.Array;
import java.util.Calendar;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Values as they are now. The driver reads dates, calendars and arrays when it is given them, so callers may use one object for
 * many rows; whatever is given to another statement later must still say what it said then.
 */
final class Snapshot {

    private Snapshot() {}

    /** The value, or a copy of one that can be changed. */
    @SuppressWarnings({"SuspiciousSystemArraycopy", "JavaUtilDate"
    }) // both are arrays of one type; dates of JDBC are these
    static @Nullable Object of(@Nullable Object value) {
        if (!(value instanceof Cloneable)) {
            return value;
        }
        if (value instanceof Date date) {
            return date.clone();
        }
        if (value instanceof Calendar calendar) {
            return calendar.clone();
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            int length = Array.getLength(value);
            Object copy = Array.newInstance(type.getComponentType(), length);
            System.arraycopy(value, 0, copy, 0, length);
            return copy;
        }
        try { // PGobject, maps: nobody binds these often
            return type.getMethod("clone").invoke(value);
        } catch (ReflectiveOperationException e) {
            return value; // nobody else can copy it either
        }
    }
}
