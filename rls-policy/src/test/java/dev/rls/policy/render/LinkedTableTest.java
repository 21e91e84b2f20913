package dev.rls.policy.render;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.UPDATE;
import static dev.rls.policy.Trees.INVOICE;
import static dev.rls.policy.Trees.OWNED;
import static dev.rls.policy.Trees.entity;
import static dev.rls.policy.Trees.rule;
import static dev.rls.policy.Trees.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.DerivedTables;
import dev.rls.policy.DerivedTables.Link;
import dev.rls.policy.Policy;
import dev.rls.policy.Reference;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.ValueType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** PostgreSQL asks once about what two policies say alike, but only where they are alike as a whole. */
class LinkedTableTest {

    private static final TableName LABEL = new TableName("public", "label");
    private static final TableName TABLE = new TableName("public", "invoice_label");

    private static final Link TO_LABEL = link("element", "label_id", entity(LABEL, tenant()), false);

    private static final ScopedEntity OF_TENANT = linked(owner());
    private static final ScopedEntity OF_OWNER = linked(owner(rule("own", Set.of(UPDATE, DELETE), OWNED)));

    @Test
    void bothPoliciesSayAllOfIt() {
        assertThat(policies(OF_TENANT)).extracting(Policy::name).containsExactly("rls_restrict", "rls_permit");
        assertThat(policies(OF_OWNER))
                .extracting(Policy::name)
                .containsExactly(
                        "rls_restrict_select",
                        "rls_restrict_insert",
                        "rls_restrict_update",
                        "rls_restrict_delete",
                        "rls_permit_select",
                        "rls_permit_insert",
                        "rls_permit_update",
                        "rls_permit_delete");
        assertThat(List.of(OF_TENANT, OF_OWNER)).allSatisfy(LinkedTableTest::assertPairs);
    }

    @Test
    void onePartOfItHasThemToo() {
        ScopedEntity tags = DerivedTables.linked("tags", TABLE, List.of(owner()), List.of());

        assertThat(policies(tags)).extracting(Policy::name).containsExactly("rls_restrict", "rls_permit");
        assertPairs(tags);
    }

    /** That it can be seen and that it can be written. */
    @Test
    void allThatIsAskedOfAParentIsAskedAtOnce() {
        assertThat(policies(OF_OWNER))
                .flatExtracting(Policy::using, Policy::check)
                .filteredOn(Objects::nonNull)
                .hasSize(10)
                .allSatisfy(condition -> assertThat(condition.toString().split(" from ", -1))
                        .satisfiesExactly(
                                bound -> assertThat(bound)
                                        .startsWith("(select rls.claim_text('tenant_id')) is not null"),
                                first -> assertThat(first).startsWith("public.invoice "),
                                second -> assertThat(second).startsWith("public.label ")));
        assertThat(policies(OF_OWNER).get(3).using())
                .isEqualTo(
                        "(select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice q1"
                                + " where q1.id = invoice_label.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id'))"
                                + " and q1.owner_id = (select rls.find_text('sub'))), false) and coalesce((select true from"
                                + " public.label q1 where q1.id = invoice_label.label_id and q1.tenant_id ="
                                + " (select rls.claim_text('tenant_id'))), false)");
    }

    /** What they would be if annotations said it: one for each part, and none in the words of the permissive. */
    @Test
    void controlPoliciesOfAnnotationsAreNoPairs() {
        ScopedEntity annotated = new ScopedEntity(OF_TENANT.declaration(), OF_TENANT.tenant(), OF_TENANT.rules());

        assertThat(policies(annotated))
                .extracting(Policy::name)
                .containsExactly("rls_tenant_restrict", "rls_element_restrict", "rls_permit");
        assertThat(policies(annotated).get(2))
                .satisfies(permissive -> assertThat(policies(annotated))
                        .filteredOn(Policy::restrictive)
                        .noneMatch(restrictive -> say(restrictive).equals(say(permissive))));
    }

    @Test
    void whatIsReferredToIsAskedForBesides() {
        Reference reference = new Reference("owner", "invoice_id", "com.acme.Invoice", INVOICE, "id", null, false);

        assertThat(policies(DerivedTables.linked("labels", TABLE, List.of(owner()), List.of(reference))))
                .extracting(Policy::name)
                .containsExactly(
                        "rls_restrict", Reference.POLICY + "_insert", Reference.POLICY + "_update", "rls_permit");
    }

    private static void assertPairs(ScopedEntity table) {
        List<Policy> all = policies(table);
        List<Policy> restrictive = all.subList(0, all.size() / 2);
        List<Policy> permissive = all.subList(all.size() / 2, all.size());

        assertThat(restrictive).allMatch(Policy::restrictive);
        assertThat(permissive).noneMatch(Policy::restrictive);
        assertThat(restrictive)
                .extracting(LinkedTableTest::say)
                .isEqualTo(permissive.stream().map(LinkedTableTest::say).toList());
    }

    private static String say(Policy policy) {
        return policy.command() + " using " + policy.using() + " check " + policy.check();
    }

    private static List<Policy> policies(ScopedEntity table) {
        return PostgresRenderer.policies(table, "rls_app");
    }

    private static ScopedEntity linked(Link owner) {
        return DerivedTables.linked("labels", TABLE, List.of(owner, TO_LABEL), List.of());
    }

    private static Link owner(RowRule... rules) {
        return link("owner", "invoice_id", entity(INVOICE, tenant(), rules), true);
    }

    private static Link link(String name, String column, ScopedEntity target, boolean part) {
        return new Link(name, column, ValueType.LONG, target, "id", "id", part, false);
    }
}
