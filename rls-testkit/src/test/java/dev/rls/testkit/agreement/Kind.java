package dev.rls.testkit.agreement;

import java.util.List;

/** Types of terms; the two kinds of enum are types of their own. */
enum Kind {
    STRING(List.of("sub", "role", "org.name"), List.of("roles", "'https://acme.example/teams'", "org.tags")),
    UUID(List.of("uid", "org.id"), List.of("uids")),
    LONG(List.of("account"), List.of("accounts")),
    INTEGER(List.of("rank", "org.grade"), List.of("ranks")),
    DECIMAL(List.of("budget"), List.of("budgets")),
    BOOLEAN(List.of("admin"), List.of("switches")),
    DATE(List.of(), List.of()),
    TIMESTAMP(List.of(), List.of()),
    GRADE(List.of(), List.of()),
    STAGE(List.of(), List.of());

    /** Claims of this type: a claim has one type in a unit. */
    final List<String> claims;

    /** Claims that are arrays of this type. */
    final List<String> arrays;

    Kind(List<String> claims, List<String> arrays) {
        this.claims = claims;
        this.arrays = arrays;
    }

    /** Of attributes; only of types that tenants have. */
    String javaType() {
        return switch (this) {
            case STRING -> "String";
            case UUID -> "java.util.UUID";
            case LONG -> "Long";
            default -> throw new IllegalArgumentException("no tenant is a " + this);
        };
    }

    /** In H2 and PostgreSQL; only of types that tenants have. */
    String sqlType() {
        return switch (this) {
            case STRING -> "varchar(255)";
            case UUID -> "uuid";
            case LONG -> "bigint";
            default -> throw new IllegalArgumentException("no tenant is a " + this);
        };
    }

    boolean isOrdered() {
        return switch (this) {
            case LONG, INTEGER, DECIMAL, DATE, TIMESTAMP -> true;
            case STRING, UUID, BOOLEAN, GRADE, STAGE -> false;
        };
    }
}
