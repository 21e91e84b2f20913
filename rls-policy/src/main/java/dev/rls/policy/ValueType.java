package dev.rls.policy;

import java.util.Arrays;
import java.util.List;

/** The types a claim and the column it is compared with can have. */
@SuppressWarnings("ImmutableEnumChecker") // List.of makes lists that nobody can change
public enum ValueType {
    /** {@code java.lang.String}, a JSON string, a column of type {@code text} or {@code varchar}. */
    STRING("string", "claim_text", List.of("java.lang.String")),
    /** {@code java.util.UUID}, a JSON string of the canonical 36 characters (RFC 9562, 4), a column {@code uuid}. */
    UUID("uuid", "claim_uuid", List.of("java.util.UUID")),
    /** {@code long}, a JSON integer, a column {@code bigint}. */
    LONG("long", "claim_bigint", List.of("java.lang.Long", "long")),
    /** {@code int}, a JSON integer, a column {@code integer}. */
    INTEGER("integer", "claim_int", List.of("java.lang.Integer", "int"));

    private final String id;
    private final String claimFunction;
    private final List<String> javaTypes;

    ValueType(String id, String claimFunction, List<String> javaTypes) {
        this.id = id;
        this.claimFunction = claimFunction;
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
     * The function of schema {@code rls} that returns a claim of this type.
     *
     * @return the name without schema
     */
    public String claimFunction() {
        return claimFunction;
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
