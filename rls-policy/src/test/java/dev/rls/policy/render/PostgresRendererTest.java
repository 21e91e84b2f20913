package dev.rls.policy.render;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.INSERT;
import static dev.rls.Operation.SELECT;
import static dev.rls.Operation.UPDATE;
import static dev.rls.policy.Trees.INVOICE;
import static dev.rls.policy.Trees.LINE;
import static dev.rls.policy.Trees.MANAGER;
import static dev.rls.policy.Trees.OF_TENANT;
import static dev.rls.policy.Trees.OWNED;
import static dev.rls.policy.Trees.OWNER;
import static dev.rls.policy.Trees.entity;
import static dev.rls.policy.Trees.invoice;
import static dev.rls.policy.Trees.or;
import static dev.rls.policy.Trees.rule;
import static dev.rls.policy.Trees.shared;
import static dev.rls.policy.Trees.tenant;
import static dev.rls.policy.Trees.via;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.policy.IsNull;
import dev.rls.policy.Policy;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresRendererTest {

    private static final String MINE = "tenant_id = (select rls.claim_text('tenant_id'))";
    private static final String OWN = "owner_id = (select rls.find_text('sub'))";
    private static final String BOUND = "(select rls.require_claims())";

    private static String opaque(String condition) {
        return "nullif(" + condition + ", false) is not null";
    }

    @Test
    void aTenantAloneHasTwoPoliciesForAllOperations() {
        assertThat(lines(entity(INVOICE, tenant())))
                .containsExactly(
                        "rls_tenant_restrict restrictive all to public using " + MINE + " check " + MINE,
                        "rls_tenant_permit permissive all to rls_app, current_user using " + MINE + " check " + MINE);
    }

    @Test
    void whatSharedRowsAllowDependsOnTheOperation() {
        String readable = opaque(MINE + " or tenant_id is null");

        assertThat(lines(entity(INVOICE, shared())))
                .containsExactly(
                        "rls_tenant_restrict_select restrictive select to public using " + readable,
                        "rls_tenant_restrict_insert restrictive insert to public check " + MINE,
                        "rls_tenant_restrict_update restrictive update to public using " + MINE + " check " + MINE,
                        "rls_tenant_restrict_delete restrictive delete to public using " + MINE,
                        "rls_permit_select permissive select to rls_app, current_user using " + readable,
                        "rls_permit_insert permissive insert to rls_app, current_user check " + MINE,
                        "rls_permit_update permissive update to rls_app, current_user using " + MINE + " check " + MINE,
                        "rls_permit_delete permissive delete to rls_app, current_user using " + MINE);
    }

    @Test
    void anOperationThatAPolicyNamesHasItBesideTheTenant() {
        RowRule rule = new RowRule("own", EnumSet.of(UPDATE, DELETE), or(OWNED, MANAGER), OWNED);
        String using = opaque(OWN + " or 'manager' = any ((select rls.find_text_array('roles'))::text[])");

        assertThat(lines(entity(INVOICE, tenant(), rule)))
                .containsExactly(
                        "rls_tenant_restrict restrictive all to public using " + MINE + " check " + MINE,
                        "rls_own_restrict_update restrictive update to public using " + using + " check " + OWN,
                        "rls_own_restrict_delete restrictive delete to public using " + using,
                        "rls_permit_select permissive select to rls_app, current_user using " + MINE,
                        "rls_permit_insert permissive insert to rls_app, current_user check " + MINE,
                        "rls_permit_update permissive update to rls_app, current_user using " + MINE + " and " + using
                                + " check " + MINE + " and " + OWN,
                        "rls_permit_delete permissive delete to rls_app, current_user using " + MINE + " and " + using);
    }

    /** What was updated must be selectable still, which PostgreSQL asks of itself only where a column is read. */
    @Test
    void aCheckOfItsOwnIsNotAllThatAnUpdateMustLeave() {
        RowRule rule = new RowRule("own", EnumSet.allOf(Operation.class), OWNED, MANAGER);
        String check = "'manager' = any ((select rls.find_text_array('roles'))::text[])";

        assertThat(lines(entity(INVOICE, tenant(), rule)))
                .containsExactly(
                        "rls_tenant_restrict restrictive all to public using " + MINE + " check " + MINE,
                        "rls_own_restrict_select restrictive select to public using " + OWN,
                        "rls_own_restrict_insert restrictive insert to public check " + check,
                        "rls_own_restrict_update restrictive update to public using " + OWN + " check " + OWN + " and "
                                + check,
                        "rls_own_restrict_delete restrictive delete to public using " + OWN,
                        "rls_permit_select permissive select to rls_app, current_user using " + MINE + " and " + OWN,
                        "rls_permit_insert permissive insert to rls_app, current_user check " + MINE + " and " + check,
                        "rls_permit_update permissive update to rls_app, current_user using " + MINE + " and " + OWN
                                + " check " + MINE + " and " + OWN + " and " + check,
                        "rls_permit_delete permissive delete to rls_app, current_user using " + MINE + " and " + OWN);
    }

    @Test
    void withoutATenantAnOperationAsksForClaimsWhetherItIsNarrowedOrNot() {
        assertThat(lines(entity(INVOICE, null, rule("own", Set.of(UPDATE), OWNED))))
                .containsExactly(
                        "rls_own_restrict_update restrictive update to public using " + BOUND + " and " + OWN
                                + " check " + BOUND + " and " + OWN,
                        "rls_permit_select permissive select to rls_app, current_user using " + BOUND,
                        "rls_permit_insert permissive insert to rls_app, current_user check " + BOUND,
                        "rls_permit_update permissive update to rls_app, current_user using " + BOUND + " and " + OWN
                                + " check " + BOUND + " and " + OWN,
                        "rls_permit_delete permissive delete to rls_app, current_user using " + BOUND);
        String either = opaque(OWN + " or owner_id is null");
        assertThat(lines(entity(INVOICE, null, rule("own", or(OWNED, new IsNull(OWNER))))))
                .containsExactly(
                        "rls_own_restrict restrictive all to public using " + BOUND + " and " + either + " check "
                                + BOUND + " and " + either,
                        "rls_permit permissive all to rls_app, current_user using " + BOUND + " and " + either
                                + " check " + BOUND + " and " + either);
    }

    @Test
    void aChildAsksForTheTenantsClaimBeforeItLooksForTheParent() {
        String expression =
                "(select rls.claim_text('tenant_id')) is not null and coalesce((select true from public.invoice q1"
                        + " where q1.id = invoice_line.invoice_id and q1." + MINE + "), false)";

        assertThat(lines(entity(LINE, via(invoice(OF_TENANT)))))
                .containsExactly(
                        "rls_tenant_restrict restrictive all to public using " + expression + " check " + expression,
                        "rls_tenant_permit permissive all to rls_app, current_user using " + expression + " check "
                                + expression);
    }

    @Test
    void theOrderOfOperationsIsAlwaysTheSame() {
        assertThat(lines(entity(INVOICE, tenant(), rule("r", Set.of(DELETE, SELECT, INSERT), OWNED))))
                .isEqualTo(lines(entity(INVOICE, tenant(), rule("r", Set.of(INSERT, DELETE, SELECT), OWNED))))
                .element(1)
                .asString()
                .startsWith("rls_r_restrict_select ");
    }

    @Test
    void theLongestNameFits() {
        ScopedEntity entity = entity(INVOICE, tenant(), rule("a".repeat(40), Set.of(UPDATE, DELETE), OWNED));

        assertThat(PostgresRenderer.policies(entity, "rls_app"))
                .extracting(policy -> policy.name().getBytes(StandardCharsets.UTF_8).length)
                .allMatch(bytes -> bytes <= 63)
                .contains(60);
    }

    private static List<String> lines(ScopedEntity entity) {
        return PostgresRenderer.policies(entity, "rls_app").stream()
                .map(PostgresRendererTest::line)
                .toList();
    }

    private static String line(Policy policy) {
        return policy.name() + " " + (policy.restrictive() ? "restrictive" : "permissive") + " " + policy.command()
                + " to " + policy.roles() + (policy.using() == null ? "" : " using " + policy.using())
                + (policy.check() == null ? "" : " check " + policy.check());
    }
}
