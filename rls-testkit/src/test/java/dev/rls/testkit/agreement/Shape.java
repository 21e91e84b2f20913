package dev.rls.testkit.agreement;

import java.util.List;

/** The shapes of docs/policies.md, with room for variation; and trees of no particular shape. */
enum Shape {
    RANDOM,
    OWNER,
    ROLE,
    TEAM_ARRAY,
    TIME_WINDOW,
    HIERARCHY,
    THROUGH_PARENT,
    READ_ONLY_FOR_SOME,
    TENANT_SET,
    PUBLIC_ROWS,
    ABSENT_CLAIM;

    /** A condition of this shape over a doc. */
    Condition condition(Pick pick, Conditions conditions, Kind tenant) {
        String owner = pick.of(List.of("name", "name2", "site.city"));
        String role = Literals.quoted(pick.of(List.of("a", "A", "acme", "o'hare")));
        return switch (this) {
            case RANDOM -> conditions.tree(1 + pick.below(4));
            case OWNER ->
                pick.percent(50)
                        ? test(owner + " = :sub", "=", "claim")
                        : test(pick.of(List.of("uid", "uid2")) + " = :uid", "=", "claim");
            case ROLE, READ_ONLY_FOR_SOME ->
                pick.percent(50)
                        ? test(role + " in :roles", "literal in claim", "claim array")
                        : or(
                                test(owner + " = :sub", "=", "claim"),
                                test(role + " in :roles", "literal in claim", "claim array"));
            case TEAM_ARRAY ->
                test(
                        pick.of(List.of("name in :roles", "uid2 in :uids", "num in :ranks", "team.lead in :uids")),
                        "in claim",
                        "claim array");
            case TIME_WINDOW ->
                or(
                        and(
                                test("due <= current_timestamp", "<=", "current_timestamp"),
                                test("due2 > current_timestamp", ">", "current_timestamp")),
                        test("due2 is null", "is null"));
            case HIERARCHY -> test(owner + " like :org.name || '%'", "prefix", "nested claim");
            case THROUGH_PARENT ->
                pick.percent(50)
                        ? test("team.title = :sub", "=", "path", "claim")
                        : or(
                                test("team.folder.rank >= :rank", ">=", "path", "claim"),
                                test("folder.lead in :uids", "in claim", "path"));
            case TENANT_SET -> test("tenantId in :" + tenant.arrays.get(0), "in claim", "claim array");
            case PUBLIC_ROWS -> or(test("stage = PUBLIC", "=", "literal"), test("tenantId = :tenant_id", "=", "claim"));
            case ABSENT_CLAIM -> or(test(":sub is null", "is null", "claim"), test(owner + " = :sub", "=", "claim"));
        };
    }

    private static Condition test(String text, String... operators) {
        return new Condition.Test(text, List.of(operators));
    }

    private static Condition or(Condition... parts) {
        return new Condition.Junction("or", List.of(parts));
    }

    private static Condition and(Condition... parts) {
        return new Condition.Junction("and", List.of(parts));
    }
}
