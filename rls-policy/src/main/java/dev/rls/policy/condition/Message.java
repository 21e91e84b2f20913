package dev.rls.policy.condition;

/** Every message about a condition or a policy: code, problem, value, fix. The codes are stable across releases. */
enum Message {
    SYNTAX("RLS050", "found %s where %s is expected.%s"),
    TOO_DEEP("RLS051", "%s, and %d is the limit. %s"),
    UNKNOWN_ATTRIBUTE("RLS052", "attribute \"%s\" not found on %s. %s"),
    UNUSABLE(
            "RLS053",
            "\"%s\" of %s is %s, and no condition can read that. Use an attribute that is stored as it is, in the row or"
                    + " in one that a to-one association leads to."),
    NO_VALUE("RLS054", "\"%s\" of %s is %s. %s"),
    TYPES("RLS055", "%s is %s, but %s is %s. Compare values of one type."),
    ORDER(
            "RLS056",
            "%s is %s, and databases order that differently. Use = or <>, or compare numbers, dates and points in time."),
    LITERAL("RLS057", "%s is not %s, and %s is one. %s"),
    CONSTANT("RLS058", "\"%s\" is no constant of \"%s\". %s"),
    AMBIGUOUS(
            "RLS059",
            "\"%s\" is both an attribute of %s and a constant of \"%s\". Write the constant with the name of its enum, as"
                    + " in %s.%1$s."),
    ENUM("RLS060", "\"%s\" is an enum, and %s. Compare it with its constants, by =, <> or in."),
    UNTYPED_CLAIM(
            "RLS061",
            "claim \"%s\" could have any type, because no policy of %s compares it with something that has one. Compare it"
                    + " with an attribute or a literal."),
    TWO_TYPES("RLS062", "claim \"%s\" is %s here, but %s %s. A claim has one type in a unit: use two claims."),
    CLAIM_TYPE(
            "RLS063", "%s is %s, and no claim is. Compare claim \"%s\" with a string, a UUID, a number or a boolean."),
    NOTHING_READ("RLS064", "this reads neither the row nor a claim: %s. Name an attribute or a claim in it."),
    PATTERN("RLS065", "pattern %s %s. %s"),
    RULE_NAME("RLS066", "\"%s\" cannot name a row policy of %s: %s. %s"),
    RULE("RLS067", "row policy \"%s\" of %s %s. %s"),
    TENANT("RLS068", "%s \"%s\" of %s %s. %s"),
    CYCLE(
            "RLS069",
            "the policies of %s lead back to it: %s. PostgreSQL refuses that as infinite recursion: take the path out of one of"
                    + " these policies.");

    private final String code;
    private final String format;

    Message(String code, String format) {
        this.code = code;
        this.format = format;
    }

    String code() {
        return code;
    }

    String text(Object... values) {
        return Visible.text(format.formatted(values));
    }
}
