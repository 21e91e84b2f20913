package dev.rls.processor;

import dev.rls.policy.condition.Visible;
import javax.tools.Diagnostic.Kind;

/** Every message of the processor: code, problem, value, fix. The codes are stable across releases. */
enum Message {
    OPTION("RLS001", "option -A%s has the value \"%s\", which is not allowed. Use %s."),
    MISPLACED(
            "RLS002",
            "@%s on %s, which is neither an entity nor a mapped superclass. Add @Entity or @MappedSuperclass, or remove"
                    + " @%1$s."),
    REPEATED("RLS003", "@TenantScoped on %s repeats that on %s. A hierarchy is scoped once: remove one of the two."),
    NOT_ROOT(
            "RLS004",
            "%s is scoped, but its rows are rows of entity %s, which is not. Move @TenantScoped to %3$s, the root of the"
                    + " hierarchy."),
    NO_TABLE(
            "RLS005",
            "%s is mapped with @%s, and PostgreSQL has no row security on that. Scope the entities of the tables behind"
                    + " it, and remove @TenantScoped here."),
    ABSTRACT_TABLE(
            "RLS006",
            "%s is abstract and has TABLE_PER_CLASS inheritance, so it has no table for a policy. Use SINGLE_TABLE or"
                    + " JOINED inheritance."),
    POLICY_BELOW_ROOT(
            "RLS007",
            "row policy \"%s\" on %s, but its rows are rows of entity %s, which all policies are for. Move it to %3$s, the"
                    + " root of the hierarchy."),
    POLICY_TWICE(
            "RLS008", "row policy \"%s\" on %s has the name of another one on %s. Give one of the two another name."),
    CLAIM("RLS010", "claim \"%s\" of %s is not a usable name. Use letters, digits and _ . : / - as in \"tenant_id\"."),
    ATTRIBUTE_MISSING(
            "RLS012", "attribute \"%s\" not found on %s.%s Name the attribute with @TenantScoped(attribute = …)."),
    ATTRIBUTE_NOT_PERSISTENT(
            "RLS013",
            "attribute \"%s\" of %s is not persistent: %s. Map it to a column, or name another attribute with"
                    + " @TenantScoped(attribute = …)."),
    ATTRIBUTE_NOT_BASIC(
            "RLS014",
            "attribute \"%s\" of %s is %s, not a basic attribute. Map the tenant's column as an attribute of type String,"
                    + " UUID, Long or Integer, and name that with @TenantScoped(attribute = …)."),
    ATTRIBUTE_TYPE(
            "RLS015",
            "attribute \"%s\" of %s has type %s. A tenant is a String, UUID, Long or Integer: change the type, or name"
                    + " another attribute with @TenantScoped(attribute = …)."),
    ATTRIBUTE_CONVERTED(
            "RLS016",
            "attribute \"%s\" of %s is no plain column of the entity's table: %s. A policy compares the column with the"
                    + " claim as they are: map the tenant without it."),
    NAME(
            "RLS017",
            "%s name \"%s\" of %s cannot stand safely in SQL and in a changelog. Use at most 63 bytes of letters, digits,"
                    + " single spaces and _ $ # @ & . - without \"--\" and \"changesetid\"."),
    VIA_AND_MORE(
            "RLS018",
            "@TenantScoped on %s names %s beside via = \"%s\", whose tenant it has. Remove %2$s, or via if the entity has a"
                    + " tenant column of its own."),
    SHARED_NOT_NULL(
            "RLS019",
            "%s has shared rows, those without tenant, but attribute \"%s\" cannot be null: %s. Let it be null, or remove"
                    + " shared = true."),
    TWO_CLAIMS(
            "RLS020",
            "%s is scoped by claim \"%s\", but %s by claim \"%s\". A unit has one tenant claim: name the same on both."),
    TWO_TYPES(
            "RLS021",
            "the tenant of %s has type %s, but that of %s type %s. A unit has one tenant type: use the same for both."),
    TWO_COLUMNS(
            "RLS022",
            "%s has its tenant in column \"%s\" of table %s, but %s in column \"%s\" of the same table. Map both tenants to"
                    + " one column."),
    TWO_PROTECTIONS(
            "RLS023",
            "%s protects table %s in another way than %s, which is mapped to it too. Give both the same @TenantScoped and the"
                    + " same row policies."),
    CROSSING_WITHOUT_REASON(
            "RLS024",
            "@CrossTenantReference on \"%s\" of %s has no reason. Say why rows of other tenants may be referred to, or remove"
                    + " it."),
    CROSSING_NOTHING(
            "RLS025",
            "@CrossTenantReference on \"%s\" of %s, which is no association with a join column. Move it to the side that has"
                    + " the column, or remove it."),
    MORE_TABLES(
            "RLS030",
            "%s has a table beside the one that its policies stand on (%s), which Hibernate alone knows. Its policies are in the"
                    + " changelog that PolicyExport writes; without them PostgreSQL refuses the start (RLS120).",
            Kind.NOTE),
    UNKNOWN_LINT(
            "RLS031",
            "@SuppressLint(\"%s\") on %s names no warning that can be silenced.%s Name one from RLS070 on, or remove it.",
            Kind.WARNING),
    LINT_WITHOUT_REASON(
            "RLS032",
            "@SuppressLint(\"%s\") on %s has no reason, so it silences nothing. Say why the warning does not matter here.",
            Kind.WARNING),
    LINT_IN_VAIN(
            "RLS033",
            "@SuppressLint(\"%s\") on %s silences nothing: there is no such warning here. Remove it.",
            Kind.WARNING),
    PREVIOUS_INDEX(
            "RLS040",
            "the index of the previous compilation, %s, is not readable: %s. Entities that were not compiled now may be"
                    + " missing: compile all of them again.",
            Kind.WARNING),
    NOT_WRITTEN("RLS041", "%s cannot be written: %s. Make sure that the output folder is writable."),
    DEFECT("RLS099", "rls-processor has a defect: %s at %s. No policies were written; please report this line.");

    private final String code;
    private final String format;
    private final Kind kind;

    Message(String code, String format) {
        this(code, format, Kind.ERROR);
    }

    Message(String code, String format, Kind kind) {
        this.code = code;
        this.format = format;
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The whole text. */
    String text(Object... values) {
        return code + ": " + Visible.text(format.formatted(values));
    }
}
