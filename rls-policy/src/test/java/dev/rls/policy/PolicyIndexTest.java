package dev.rls.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.Operation;
import dev.rls.policy.condition.ClaimPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyIndexTest {

    private static final PolicyIndex INDEX =
            new PolicyIndex("app", "rls_app", List.of(Sample.order(), Sample.invoice()));

    @Test
    void theIndexIsWhatTheGoldenFileSays() throws IOException {
        assertThat(INDEX.toJson()).isEqualTo(golden("policies.json"));
    }

    @Test
    void theChangelogIsWhatTheGoldenFileSays() throws IOException {
        assertThat(INDEX.toChangelog()).isEqualTo(golden("changelog.sql"));
    }

    /** Owner, role, team, shared rows, time window, prefix, via, path, read-only, tenant set, public rows and more. */
    @Test
    void everyShapeIsWhatTheGoldenFilesSayAndIsReadBack() throws IOException {
        PolicyIndex shapes = new PolicyIndex("shapes", "rls_app", Shapes.declarations());

        assertThat(shapes.toJson()).isEqualTo(golden("shapes/policies.json"));
        assertThat(shapes.toChangelog()).isEqualTo(golden("shapes/changelog.sql"));
        assertThat(PolicyIndex.parse(shapes.toJson())).isEqualTo(shapes);
    }

    @Test
    void theOrderOfEntitiesDoesNotMatter() {
        PolicyIndex other = new PolicyIndex("app", "rls_app", List.of(Sample.invoice(), Sample.order()));

        assertThat(other.toJson()).isEqualTo(INDEX.toJson());
        assertThat(other.toChangelog()).isEqualTo(INDEX.toChangelog());
    }

    @ParameterizedTest
    @EnumSource(names = {"STRING", "UUID", "LONG", "INTEGER"})
    void whatIsWrittenIsReadBack(ValueType type) {
        EntityDeclaration entity = Sample.entity(
                "com.acme.Größe$Innen",
                new TableName("my schema", "größe"),
                "Mandant#1",
                type,
                "https://acme.example/t");
        PolicyIndex index = new PolicyIndex("billing.v2", "app role", List.of(entity));

        assertThat(PolicyIndex.parse(index.toJson())).isEqualTo(index);
        assertThat(index.declaration("com.acme.Größe$Innen")).isEqualTo(entity);
        assertThat(index.entity("com.acme.Größe")).isEmpty();
    }

    @Test
    void policiesParentsAndSharedRowsAreReadBack() {
        Attribute key = new Attribute.Basic("id", ValueType.LONG, List.of());
        Attribute text = new Attribute.Basic("txt", ValueType.STRING, List.of());
        Attribute state = new Attribute.Basic("state", ValueType.INTEGER, List.of("OPEN", "PAID"));
        Attribute unneeded = new Attribute.Unusable("a collection");
        EntityDeclaration line = new EntityDeclaration(
                "com.acme.Line",
                new TableName("public", "line"),
                Map.of("id", key, "invoice", new Attribute.ToOne("invoice_id", "com.acme.Bill", "id"), "x", unneeded),
                new TenantDeclaration("tenantId", "tenant_id", "invoice", false),
                List.of(new RuleDeclaration("odd", Set.of(Operation.INSERT), "", "id in (1, 3) and id in :ids")));
        EntityDeclaration bill = new EntityDeclaration(
                "com.acme.Bill",
                new TableName("public", "bill"),
                Map.of(
                        "id", key,
                        "tenantId", text,
                        "state", state,
                        "at", new Attribute.Embedded(),
                        "at.place", new Attribute.ToOne("place_id", "com.acme.Place", "id"),
                        "x", unneeded),
                new TenantDeclaration("tenantId", "tenant_id", "", true),
                List.of(
                        new RuleDeclaration("open", Set.of(Operation.UPDATE), "state = OPEN", "state is not null"),
                        new RuleDeclaration(
                                "here",
                                Set.of(Operation.SELECT, Operation.DELETE),
                                "at.place.name like :'https://acme.example/root' || '%' or at.place.name = 'Ö''s ${x}'",
                                "")));
        EntityDeclaration place = new EntityDeclaration(
                "com.acme.Place", new TableName("public", "place"), Map.of("id", key, "name", text), null, List.of());
        PolicyIndex index = new PolicyIndex("app", "rls_app", List.of(line, bill, place));
        PolicyIndex read = PolicyIndex.parse(index.toJson());

        assertThat(read).isEqualTo(index);
        assertThat(read.entities()).isEqualTo(index.entities());
        assertThat(read.toJson()).isEqualTo(index.toJson());
        assertThat(read.declarations().stream()
                        .map(entity -> entity.attributes().keySet().toString()))
                .containsExactly("[at, at.place, id, state, tenantId]", "[id, invoice]", "[id, name]");
    }

    @Test
    void requiredClaimsAreReadBackAndChangeNothingElse() {
        List<ClaimPath> claims =
                List.of(ClaimPath.of("roles"), ClaimPath.of("'https://acme.example/team'"), ClaimPath.of("roles"));
        PolicyIndex index = new PolicyIndex("app", "rls_app", claims, List.of(Sample.order(), Sample.invoice()));
        String lines = """
                  "requiredClaims": [
                    "'https://acme.example/team'",
                    "roles"
                  ],
                """;

        assertThat(index.toJson()).contains(lines);
        assertThat(index.toJson().replace(lines, "")).isEqualTo(INDEX.toJson());
        assertThat(index.toChangelog()).isEqualTo(INDEX.toChangelog());
        assertThat(PolicyIndex.parse(index.toJson())).isEqualTo(index).isNotEqualTo(INDEX);
        assertThat(PolicyIndex.parse(index.toJson()).requiredClaims())
                .containsExactly(ClaimPath.of("'https://acme.example/team'"), ClaimPath.of("roles"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[\"team\", \"roles\"]", "[\"roles\", \"roles\"]", "[\"'roles'\"]", "[1]", "\"roles\""})
    void requiredClaimsThatNoneOfOursWroteAreRefused(String claims) {
        String json = INDEX.toJson().replace("\"entities\":", "\"requiredClaims\": " + claims + ", \"entities\":");

        assertThatThrownBy(() -> PolicyIndex.parse(json)).isInstanceOf(IllegalArgumentException.class);
        PolicyIndex.parse(json.replace(claims + ", \"entities\"", "[\"roles\"], \"entities\"")); // the control
    }

    @Test
    void anEmptyIndexIsOneToo() {
        PolicyIndex empty = new PolicyIndex("app", "rls_app", List.of());

        assertThat(PolicyIndex.parse(empty.toJson())).isEqualTo(empty);
        assertThat(empty.toChangelog())
                .startsWith("--liquibase formatted sql\n")
                .doesNotContain("changeset");
    }

    @Test
    void aRenderingOfAnotherVersionIsRefused() {
        String stale = INDEX.toJson().replace("tenant_id = :tenantId", "tenant_id is not distinct from :tenantId");

        assertThatThrownBy(() -> PolicyIndex.parse(stale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the renderings recorded for com.acme.Invoice differ from those of this version: compile it"
                        + " again with the rls-processor of this version");
        assertThat(PolicyIndex.entityNames(stale)).containsExactly("com.acme.Invoice", "com.acme.Order");
    }

    @Test
    void aMemberTooManyOrTooFewIsRefused() {
        assertThatThrownBy(() ->
                        PolicyIndex.parse(INDEX.toJson().replace("\"attribute\":", "\"shared\": 1, \"attribute\":")))
                .hasMessageStartingWith("the renderings recorded for com.acme.Invoice differ");
        assertThatThrownBy(() -> PolicyIndex.parse(INDEX.toJson().replace("\"unit\":", "\"more\": 1, \"unit\":")))
                .hasMessage("the index has [format, more, unit, appRole, entities] in place of"
                        + " [format, unit, appRole, entities]");
        assertThatThrownBy(() -> PolicyIndex.parse(INDEX.toJson().replaceFirst("\"column\": \"[^\"]*\",", "")))
                .hasMessage("\"column\" must be a JSON string");
    }

    @Test
    void anotherFormatIsRefused() {
        assertThatThrownBy(() -> PolicyIndex.parse(INDEX.toJson().replace("\"format\": 3", "\"format\": 4")))
                .hasMessage("format 4 of the policy index is not 3, the one this version reads");
        assertThatThrownBy(() -> PolicyIndex.parse("[]")).hasMessage("the index must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"entities\":1}", "{\"entities\":[1]}", "{\"entities\":[{}]}"})
    void whatIsNoIndexNamesNoEntities(String text) {
        assertThat(PolicyIndex.entityNames(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "App", "-a", ".", "..", "a/b", "a b", "ä", "a\n", "a%"})
    void aUnitThatIsNoFolderNameIsRefused(String unit) {
        assertThat(PolicyIndex.isUnit(unit)).isFalse();
        assertThatThrownBy(() -> new PolicyIndex(unit, "rls_app", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + unit + "\" is no name of a unit");
    }

    @Test
    void anEntityStandsOnce() {
        assertThatThrownBy(() -> new PolicyIndex("app", "rls_app", List.of(Sample.invoice(), Sample.invoice())))
                .hasMessage("com.acme.Invoice stands twice in the index");
    }

    @Test
    void oneTableIsProtectedInOneWay() {
        TableName table = Sample.invoice().table();
        EntityDeclaration same = Sample.entity("com.acme.Bill", table, "tenant_id", ValueType.STRING, "tenant_id");
        EntityDeclaration column = Sample.entity("com.acme.Bill", table, "org_id", ValueType.STRING, "tenant_id");
        EntityDeclaration claim = Sample.entity("com.acme.Bill", table, "tenant_id", ValueType.STRING, "org");

        assertThat(new PolicyIndex("app", "rls_app", List.of(Sample.invoice(), same)).toChangelog())
                .containsOnlyOnce("--changeset")
                .contains("--comment com.acme.Bill, com.acme.Invoice: tenantId is claim tenant_id\n");
        for (EntityDeclaration other : List.of(column, claim)) {
            assertThatThrownBy(() -> new PolicyIndex("app", "rls_app", List.of(Sample.invoice(), other)))
                    .hasMessage("two entities protect table public.invoice differently");
        }
    }

    @Test
    void aNameThatWouldBreakAChangelogIsRefused() {
        String bad = "x\n--changeset evil:1";

        assertThatThrownBy(() -> new PolicyIndex("app", bad, List.of())).hasMessageContaining("cannot stand in SQL");
        for (EntityDeclaration entity : List.of(
                Sample.entity("A", new TableName(bad, "t"), "c", ValueType.UUID, "t"),
                Sample.entity("A", new TableName("s", bad), "c", ValueType.UUID, "t"),
                Sample.entity("A", new TableName("s", "t"), bad, ValueType.UUID, "t"))) {
            assertThatThrownBy(() -> new PolicyIndex("app", "rls_app", List.of(entity)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot stand in SQL");
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = PolicyIndexTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
