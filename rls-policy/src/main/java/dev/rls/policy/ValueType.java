package dev.rls.policy;

import java.util.Arrays;
import java.util.List;

/** The types of values that conditions compare. */
@SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that nobody can change
public enum ValueType {
    /** {@code java.lang.String}, a JSON string, a column of type {@code text} or {@code varchar}. */
    STRING("string", "text", "text", List.of("java.lang.String")),
    /** {@code java.util.UUID}, a JSON string of the canonical 36 characters (RFC 9562, 4), a column {@code uuid}. */
    UUID("uuid", "uuid", "uuid", List.of("java.util.UUID")),
    /** {@code long}, a JSON integer, a column {@code bigint}. */
    LONG("long", "bigint", "bigint", List.of("java.lang.Long", "long")),
    /** {@code int}, a JSON integer, a column {@code integer}. */
    INTEGER("integer", "int", "int", List.of("java.lang.Integer", "int")),
    /** {@code java.math.BigDecimal}, a JSON number, a column {@code numeric}. */
    DECIMAL("decimal", "numeric", "numeric", List.of("java.math.BigDecimal")),
    /** {@code boolean}, a JSON boolean, a column {@code boolean}. */
    BOOLEAN("boolean", "boolean", "boolean", List.of("java.lang.Boolean", "boolean")),
    /** {@code java.time.LocalDate}, a column {@code date}; no claim has this type. */
    DATE("date", "", "date", List.of("java.time.LocalDate")),
    /** {@code java.time.Instant} or {@code OffsetDateTime}, a column {@code timestamp with time zone}; no claim has it. */
    TIMESTAMP("timestamp", "", "timestamp with time zone", List.of("java.time.Instant", "java.time.OffsetDateTime"));

    private final String id;
    private final String function;
    private final String sql;
    private final List<String> javaTypes;

    ValueType(String id, String function, String sql, List<String> javaTypes) {
        this.id = id;
        this.function = function;
        this.sql = sql;
        this.javaTypes = javaTypes;
    }

    /**
     * The name of this type in the policy index.
     *
     * @return the id, lower case
     */
    public String id() {
        return id;
    }

    /**
     * The type in PostgreSQL.
     *
     * @return as a cast writes it
     */
    public String sql() {
        return sql;
    }

    /**
     * The function of schema {@code rls} that returns a claim of this type and fails if there is none.
     *
     * @return the name without schema
     */
    public String claimFunction() {
        return "claim_" + function;
    }

    /**
     * The function of schema {@code rls} that returns a claim of this type, or null if there is none.
     *
     * @param array whether the claim is an array of such values
     * @return the name without schema
     */
    public String findFunction(boolean array) {
        return "find_" + function + (array ? "_array" : "");
    }

    /**
     * Whether a claim can have this type.
     *
     * @return false for dates and times, which JSON does not know
     */
    public boolean isOfClaims() {
        return !function.isEmpty();
    }

    /**
     * Whether it can name a tenant.
     *
     * @return true for strings, UUIDs and integers
     */
    public boolean isOfTenants() {
        return switch (this) {
            case STRING, UUID, LONG, INTEGER -> true;
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> false;
        };
    }

    /**
     * Whether Java, PostgreSQL and H2 order its values alike. They do not order text alike, for that depends on
     * collations, and UUIDs neither.
     *
     * @return whether values can be compared with less and greater
     */
    public boolean isOrdered() {
        return switch (this) {
            case LONG, INTEGER, DECIMAL, DATE, TIMESTAMP -> true;
            case STRING, UUID, BOOLEAN -> false;
        };
    }

    /**
     * The Java types an attribute of this type can have.
     *
     * @return qualified names, primitives among them
     */
    public List<String> javaTypes() {
        return javaTypes;
    }

    /**
     * The type an id names.
     *
     * @param id as in {@link #id()}
     * @return the type
     * @throws IllegalArgumentException if no type has this id
     */
    public static ValueType ofId(String id) {
        return Arrays.stream(values())
                .filter(type -> type.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown value type \"" + id + "\""));
    }
}
