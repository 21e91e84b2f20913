package dev.rls.policy.condition;

import dev.rls.policy.ValueType;

/** Types in words. */
final class Types {

    private Types() {}

    static String a(ValueType type) {
        return switch (type) {
            case STRING -> "a string";
            case UUID -> "a UUID";
            case LONG -> "an integer of 64 bits";
            case INTEGER -> "an integer of 32 bits";
            case DECIMAL -> "a decimal number";
            case BOOLEAN -> "a boolean";
            case DATE -> "a date";
            case TIMESTAMP -> "a point in time";
        };
    }

    static String of(ValueType type, boolean array) {
        return array ? "an array, each element " + a(type) : a(type);
    }

    static String howToWrite(ValueType type) {
        return switch (type) {
            case STRING -> "Write it in single quotes, as in 'acme'.";
            case UUID -> "Write it as in '6ba7b810-9dad-11d1-80b4-00c04fd430c8'.";
            case LONG, INTEGER -> "Write digits alone, within its range.";
            case DECIMAL -> "Write digits alone, as in 12.50.";
            case BOOLEAN -> "Write true or false.";
            case DATE -> "Write it as in '2026-01-31'.";
            case TIMESTAMP -> "Write it as in '2026-01-31T12:00:00Z', no finer than microseconds.";
        };
    }
}
