package dev.rls.policy.evaluate;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.INSERT;
import static dev.rls.Operation.SELECT;
import static dev.rls.Operation.UPDATE;
import static dev.rls.policy.evaluate.Decision.Outcome.ADMITTED;
import static dev.rls.policy.evaluate.Decision.Outcome.REJECTED;
import static dev.rls.policy.evaluate.Decision.Outcome.UNTOUCHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.policy.And;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Comparison.Operator;
import dev.rls.policy.IsNull;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.Predicate;
import dev.rls.policy.RowRule;
import dev.rls.policy.Sample;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.ValueType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of an operation, and why, told without a value of a claim or column. */
class ExplanationTest {

    private static final ColumnRef TENANT = new ColumnRef("tenantId", "tenant_id", ValueType.STRING);
    private static final ColumnRef OWNER = new ColumnRef("ownerId", "owner_id", ValueType.STRING);
    private static final ColumnRef STATE = new ColumnRef("state", "state", ValueType.STRING);
    private static final ClaimRef TENANT_CLAIM = ClaimRef.ofTenant("tenant_id", ValueType.STRING);
    private static final Predicate OF_TENANT = equal(TENANT, TENANT_CLAIM);
    private static final Predicate OWN_OR_MANAGER = new Or(List.of(
            equal(OWNER, new ClaimRef(List.of("sub"), ValueType.STRING, false, false)),
            new Member(text("manager"), new ClaimRef(List.of("roles"), ValueType.STRING, true, false))));
    private static final ScopedEntity INVOICE = new ScopedEntity(
            Sample.invoice(),
            new TenantRule(TENANT_CLAIM, TENANT, null, new Or(List.of(new IsNull(TENANT), OF_TENANT)), OF_TENANT),
            List.of(
                    new RowRule("own_or_manager", Set.of(UPDATE, DELETE), OWN_OR_MANAGER, OWN_OR_MANAGER),
                    new RowRule("not_hidden", Set.of(SELECT), new Not(equal(STATE, text("hidden"))), And.TRUE),
                    new RowRule("draft_first", Set.of(INSERT), And.TRUE, equal(STATE, text("draft")))));

    private static final Claims ALICE = Claims.of(Map.of("tenant_id", "acme", "sub", "alice"));

    @Test
    void updateNeedsToSeeTheRowBeforeAndAfter() {
        Row own = row("acme", "alice", "draft");
        Row others = row("acme", "bob", "draft");
        Row hidden = row("acme", "alice", "hidden");
        Row shared = row(null, "alice", "draft");
        assertThat(decide(UPDATE, own, own)).isEqualTo(new Decision(ADMITTED, null, null));
        assertThat(decide(UPDATE, others, own)).isEqualTo(new Decision(UNTOUCHED, "own_or_manager", UPDATE));
        assertThat(decide(UPDATE, hidden, own)).isEqualTo(new Decision(UNTOUCHED, "not_hidden", SELECT));
        assertThat(decide(UPDATE, shared, own)).isEqualTo(new Decision(UNTOUCHED, "tenant", UPDATE));
        assertThat(decide(UPDATE, own, others)).isEqualTo(new Decision(REJECTED, "own_or_manager", UPDATE));
        assertThat(decide(UPDATE, own, hidden)).isEqualTo(new Decision(REJECTED, "not_hidden", SELECT));
        assertThat(decide(UPDATE, own, row("globex", "alice", "draft")))
                .isEqualTo(new Decision(REJECTED, "tenant", UPDATE));
        assertThat(decide(UPDATE, others, hidden))
                .as("untouched comes first")
                .isEqualTo(new Decision(UNTOUCHED, "own_or_manager", UPDATE));
    }

    @Test
    void theOtherOperationsAskWhatTheyTouch() {
        Row own = row("acme", "alice", "draft");
        Row others = row("acme", "bob", "open");
        Row shared = row(null, "bob", "open");
        Row hidden = row("acme", "alice", "hidden");
        assertThat(decide(SELECT, others, null).outcome()).isEqualTo(ADMITTED);
        assertThat(decide(SELECT, shared, null).outcome()).isEqualTo(ADMITTED);
        assertThat(decide(SELECT, hidden, null)).isEqualTo(new Decision(UNTOUCHED, "not_hidden", SELECT));
        assertThat(decide(DELETE, own, null).outcome()).isEqualTo(ADMITTED);
        assertThat(decide(DELETE, others, null)).isEqualTo(new Decision(UNTOUCHED, "own_or_manager", DELETE));
        assertThat(decide(DELETE, hidden, null)).isEqualTo(new Decision(UNTOUCHED, "not_hidden", SELECT));
        assertThat(decide(INSERT, null, own).outcome()).isEqualTo(ADMITTED);
        assertThat(decide(INSERT, null, hidden)).isEqualTo(new Decision(REJECTED, "draft_first", INSERT));
    }

    @Test
    void anInsertMustBeSeenOnlyIfSomethingIsReturned() {
        ScopedEntity entity = new ScopedEntity(
                INVOICE.declaration(), INVOICE.tenant(), List.of(INVOICE.rules().get(1)));
        Row hidden = row("acme", "alice", "hidden");
        Instant now = Instant.EPOCH;
        assertThat(Evaluator.decide(entity, INSERT, null, hidden, false, ALICE, now)
                        .outcome())
                .isEqualTo(ADMITTED);
        assertThat(Evaluator.decide(entity, INSERT, null, hidden, true, ALICE, now))
                .isEqualTo(new Decision(REJECTED, "not_hidden", SELECT));
    }

    @Test
    void anExplanationShowsTheFailingParts() {
        assertThat(explain(UPDATE, row("acme", "alice", "draft"), row("globex", "bob", "hidden")))
                .hasToString("""
                        UPDATE of com.acme.Invoice: rejected
                          before, policy tenant: holds
                          before, policy own_or_manager: holds
                          before, policy tenant of SELECT: holds
                          before, policy not_hidden of SELECT: holds
                          after, policy tenant: does not hold: tenantId = :tenant_id is false
                          after, policy own_or_manager: does not hold: ownerId = :sub is false, 'manager' in :roles is unknown (claim "roles" is absent)
                          after, policy tenant of SELECT: does not hold: tenantId is null is false, tenantId = :tenant_id is false
                          after, policy not_hidden of SELECT: does not hold: state = 'hidden' is true""");
        assertThat(explain(DELETE, row("acme", "bob", null), null)).hasToString("""
                DELETE of com.acme.Invoice: untouched
                  policy tenant: holds
                  policy own_or_manager: does not hold: ownerId = :sub is false, 'manager' in :roles is unknown (claim "roles" is absent)
                  policy tenant of SELECT: holds
                  policy not_hidden of SELECT: does not hold: state = 'hidden' is unknown""");
        assertThat(explain(SELECT, row("acme", "bob", "open"), null)).hasToString("""
                SELECT of com.acme.Invoice: admitted
                  policy tenant: holds
                  policy not_hidden: holds""");
        assertThat(explain(INSERT, null, row("acme", "bob", "open"))).hasToString("""
                INSERT of com.acme.Invoice: rejected
                  policy tenant: holds
                  policy draft_first: does not hold: state = 'draft' is false""");
    }

    @Test
    void explanationAndDecisionAgreeOnWhatIsRefused() {
        Claims bad = Claims.of(Map.of("tenant_id", "acme", "sub", 1));
        Row row = row("globex", "alice", "draft");
        assertThatThrownBy(() -> Evaluator.decide(INVOICE, DELETE, row, null, false, bad, Instant.EPOCH))
                .hasMessage(
                        "RLS209: claim \"sub\" is not a JSON string, as the policies need it. Have the issuer put it"
                                + " into its tokens as that, or leave it out");
        assertThatThrownBy(() -> Evaluator.explain(INVOICE, DELETE, row, null, false, bad, Instant.EPOCH))
                .isInstanceOf(ClaimTypeException.class);
        assertThat(Evaluator.decide(INVOICE, SELECT, row, null, false, bad, Instant.EPOCH))
                .as("no policy of SELECT uses it")
                .isEqualTo(new Decision(UNTOUCHED, "tenant", SELECT));
        assertThatThrownBy(() -> Evaluator.decide(
                        INVOICE, SELECT, row(null, null, null), null, false, Claims.of(Map.of()), Instant.EPOCH))
                .hasMessage(
                        "RLS209: claim \"tenant_id\" is absent, and the policies need it. Have the issuer put it into"
                                + " its tokens");
    }

    private static Decision decide(Operation operation, Row before, Row after) {
        Decision decision = Evaluator.decide(INVOICE, operation, before, after, false, ALICE, Instant.EPOCH);
        assertThat(explain(operation, before, after).decision()).isEqualTo(decision);
        return decision;
    }

    private static Explanation explain(Operation operation, Row before, Row after) {
        return Evaluator.explain(INVOICE, operation, before, after, false, ALICE, Instant.EPOCH);
    }

    private static Row row(String tenant, String owner, String state) {
        return Rows.of("tenant_id", tenant, "owner_id", owner, "state", state);
    }

    private static Predicate equal(Operand left, Operand right) {
        return new Comparison(left, Operator.EQUAL, right);
    }

    private static Literal text(String text) {
        return new Literal(text, ValueType.STRING);
    }
}
