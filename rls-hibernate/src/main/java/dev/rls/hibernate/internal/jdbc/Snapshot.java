package dev.rls.hibernate.internal.jdbc;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as they are now. The driver reads dates, calendars, arrays and more when it is given them, so callers may use one
 * object for many rows; whatever is given to another statement later must still say what it said then.
 */
final class Snapshot {

    private Snapshot() {}

    /** The value, or a copy of one that can be changed. */
    @SuppressWarnings("JavaUtilDate") // dates of JDBC are these
    static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof String) {
            return value;
        }
        if (value instanceof Date date) {
            return date.clone();
        }
        if (value instanceof Calendar calendar) {
            return calendar.clone();
        }
        if (value instanceof CharSequence) { // StringBuilder
            return value.toString();
        }
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        if (value instanceof Map<?, ?> map) {
            return new LinkedHashMap<>(map);
        }
        if (value.getClass().isArray()) {
            return ofArray(value);
        }
        if (!(value instanceof Cloneable)) {
            return value;
        }
        try { // PGobject: nobody binds these often
            return value.getClass().getMethod("clone").invoke(value);
        } catch (ReflectiveOperationException e) {
            return value; // nobody else can copy it either
        }
    }

    /** AtomicLong and other counters; the driver binds any number that it does not know as it binds a decimal one. */
    private static Number ofNumber(Number number) {
        String holder = number.getClass().getPackageName();
        if (holder.equals("java.lang") || holder.equals("java.math")) {
            return number;
        }
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            return number;
        }
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of one type
    private static Object ofArray(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        if (copy instanceof Object[] elements) {
            for (int i = 0; i < length; i++) {
                if (elements[i] instanceof Date
                        || (elements[i] != null && elements[i].getClass().isArray())) {
                    elements[i] = of(elements[i]);
                }
            }
        }
        return copy;
    }
}
