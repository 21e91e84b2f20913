package dev.rls.processor;

import dev.rls.policy.ValueType;
import java.util.List;
import java.util.Locale;

/** The SQL types that hold values as the predicate tree compares them; {@code char(n)} for instance pads its own. */
final class ColumnDefinition {

    private ColumnDefinition() {}

    /** Whether a {@code columnDefinition}, if there is any, names a type that a value type can be stored in. */
    static boolean fits(String definition, ValueType type) {
        String written = definition.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (written.isEmpty()) {
            return true;
        }
        if (written.contains("[") || written.contains(" array") || written.contains("collate")) {
            return false;
        }
        String name = written.replaceAll(" ?\\([0-9, ]*\\)", "");
        return sqlTypes(type).stream().anyMatch(sql -> name.equals(sql) || name.startsWith(sql + " "));
    }

    private static List<String> sqlTypes(ValueType type) {
        return switch (type) {
            case STRING -> List.of("text", "varchar", "character varying");
            case UUID -> List.of("uuid");
            case LONG -> List.of("bigint", "int8", "bigserial");
            case INTEGER -> List.of("integer", "int", "int4", "serial", "smallint", "int2");
            case DECIMAL -> List.of("numeric", "decimal");
            case BOOLEAN -> List.of("boolean", "bool");
            case DATE -> List.of("date");
            case TIMESTAMP -> List.of("timestamptz", "timestamp with time zone");
        };
    }
}
