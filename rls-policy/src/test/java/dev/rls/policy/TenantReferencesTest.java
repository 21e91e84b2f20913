package dev.rls.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.TenantReferences.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds a reference inside the tenant depends on where the two tables have it. */
class TenantReferencesTest {

    private static final TenantDeclaration OWN = new TenantDeclaration("tenantId", "tenant_id", "", false);
    private static final TenantDeclaration SHARED = new TenantDeclaration("tenantId", "tenant_id", "", true);
    private static final TenantDeclaration VIA = new TenantDeclaration("", "", "parent", false);

    @Test
    void aKeyOverTheTenantWhereBothAlwaysHaveOne() {
        assertThat(holds(OWN, OWN)).isEqualTo("key tenant_id");
    }

    @Test
    void aPolicyWhereOneMayBeSharedOrHasItsTenantFromAParent() {
        assertThat(holds(OWN, SHARED)).isEqualTo("policy tenant_id");
        assertThat(holds(SHARED, OWN)).isEqualTo("policy tenant_id");
        assertThat(holds(SHARED, SHARED)).isEqualTo("policy tenant_id");
        assertThat(holds(VIA, OWN)).isEqualTo("policy tenant_id");
        assertThat(holds(OWN, VIA)).isEqualTo("policy null");
    }

    @Test
    void nothingWhereOneHasNoTenant() {
        assertThat(holds(null, OWN)).isEqualTo("nothing");
        assertThat(holds(OWN, null)).isEqualTo("nothing");
    }

    @Test
    void nothingMoreWhereThePoliciesFollowTheReference() {
        assertThat(held(VIA, OWN, new Column("parent", "parent_id", "Target", "id", false)))
                .isEqualTo("nothing");
    }

    @Test
    void nothingWhereOneOfTheAssociationsOfTheColumnMayCross() {
        Column crossing = new Column("other", "ref_id", "Target", "id", true);
        assertThat(held(OWN, OWN, new Column("target", "ref_id", "Target", "id", false), crossing))
                .isEqualTo("nothing");
    }

    /** A key of tenant and tenant says nothing that one of the tenant does not. */
    @Test
    void theTenantItselfIsNoReferenceOutOfIt() {
        assertThat(held(OWN, OWN, new Column("tenant", "tenant_id", "Target", "tenant_id", false)))
                .isEqualTo("nothing");
        assertThat(held(OWN, OWN, new Column("peer", "peer_id", "Target", "tenant_id", false)))
                .isEqualTo("policy tenant_id");
    }

    @Test
    void associationsOfOneColumnAreOneReference() {
        assertThat(TenantReferences.of(
                        entity("Source", OWN),
                        List.of(
                                new Column("b", "ref_id", "Target", "id", false),
                                new Column("a", "ref_id", "Target", "id", false)),
                        name -> entity(name, OWN)))
                .extracting(Reference::attribute)
                .containsExactly("a");
    }

    private static String holds(@Nullable TenantDeclaration source, @Nullable TenantDeclaration target) {
        return held(source, target, new Column("target", "ref_id", "Target", "id", false));
    }

    private static String held(
            @Nullable TenantDeclaration source, @Nullable TenantDeclaration target, Column... columns) {
        List<Reference> references =
                TenantReferences.of(entity("Source", source), List.of(columns), name -> entity(name, target));
        return references.isEmpty()
                ? "nothing"
                : (references.get(0).byKey() ? "key " : "policy ")
                        + references.get(0).tenant();
    }

    private static EntityDeclaration entity(String name, @Nullable TenantDeclaration tenant) {
        return new EntityDeclaration(
                name,
                new TableName("public", name.toLowerCase(Locale.ROOT)),
                Map.of(
                        "tenantId", new Attribute.Basic("tenant_id", ValueType.STRING, List.of()),
                        "parent", new Attribute.ToOne("parent_id", "Target", "id")),
                tenant,
                List.of());
    }
}
