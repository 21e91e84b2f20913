package dev.rls.policy.lint;

import static dev.rls.policy.Trees.INVOICE;
import static dev.rls.policy.Trees.LINE;
import static dev.rls.policy.Trees.MANAGER;
import static dev.rls.policy.Trees.OF_TENANT;
import static dev.rls.policy.Trees.OWNED;
import static dev.rls.policy.Trees.OWNER;
import static dev.rls.policy.Trees.SUB;
import static dev.rls.policy.Trees.TENANT;
import static dev.rls.policy.Trees.and;
import static dev.rls.policy.Trees.array;
import static dev.rls.policy.Trees.claim;
import static dev.rls.policy.Trees.column;
import static dev.rls.policy.Trees.entity;
import static dev.rls.policy.Trees.equal;
import static dev.rls.policy.Trees.invoice;
import static dev.rls.policy.Trees.or;
import static dev.rls.policy.Trees.rule;
import static dev.rls.policy.Trees.shared;
import static dev.rls.policy.Trees.tenant;
import static dev.rls.policy.Trees.text;
import static dev.rls.policy.Trees.via;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.policy.And;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.Through;
import dev.rls.policy.ValueType;
import dev.rls.policy.condition.ClaimPath;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LintTest {

    private static final ClaimRef TENANT_ID = claim(ValueType.STRING, "tenant_id");
    private static final Predicate AMOUNT =
            equal(column("amount", "amount", ValueType.DECIMAL), new Literal(BigDecimal.ONE, ValueType.DECIMAL));
    private static final Predicate FLAG =
            equal(column("open", "open", ValueType.BOOLEAN), new Literal(true, ValueType.BOOLEAN));

    @Test
    void aFindingSaysWhatAndWhatToDo() {
        assertThat(Lint.of(List.of(entity(INVOICE, null, rule("below", new Prefix(OWNER, SUB)))), List.of()))
                .containsExactly(new Finding(
                        "RLS070",
                        "com.acme.Entity",
                        "below",
                        "PostgreSQL cannot look up a prefix in an index here, so each query reads the whole table. Compare a"
                                + " column with = as well, such as the tenant's, and lead an index with it."));
        assertThat(Lint.of(List.of(entity(LINE, via(invoice(OF_TENANT)))), List.of()))
                .containsExactly(new Finding(
                        "RLS072",
                        "com.acme.Entity",
                        null,
                        "rows have no tenant column of their own, so each is looked up by \"invoice\": pages are slow in"
                                + " large tables. Add the column, fill it from the parent, and write @TenantScoped"
                                + " without via."));
        assertThat(Lint.of(
                        List.of(entity(INVOICE, null, rule("public_or_mine", or(FLAG, equal(TENANT, TENANT_ID))))),
                        List.of()))
                .containsExactly(
                        new Finding(
                                "RLS071",
                                "com.acme.Entity",
                                "public_or_mine",
                                "\"or\" around the tenant keeps PostgreSQL from leading with the tenant: a page of one tenant costs"
                                        + " a search among all. Keep what all tenants may read in an entity of its own, or"
                                        + " compare columns that have indexes on both sides of \"or\"."),
                        new Finding(
                                "RLS075",
                                "com.acme.Entity",
                                "public_or_mine",
                                "whoever has a token may update and delete rows with \"open = true\", whosever they are. Keep that"
                                        + " side of \"or\" for reading, on = SELECT, and narrow INSERT, UPDATE and DELETE by a"
                                        + " policy without it."));
        assertThat(Lint.of(List.of(entity(INVOICE, null, rule("own", Set.of(Operation.UPDATE), OWNED))), List.of()))
                .containsExactly(new Finding(
                        "RLS073",
                        "com.acme.Entity",
                        "own",
                        "it narrows changes, but whoever has a token reads all rows. Add SELECT to a policy, or"
                                + " @TenantScoped."));
        assertThat(Lint.of(
                        List.of(entity(
                                INVOICE,
                                tenant(),
                                rule("team", new Member(OWNER, array(ValueType.STRING, "org", "team"))))),
                        List.of()))
                .containsExactly(new Finding(
                        "RLS074",
                        "com.acme.Entity",
                        "team",
                        "a token without claim \"org.team\" is accepted, and it reads as null: what compares with it admits"
                                + " no row. Let the verifier require it (requireClaim or rls.token.required-claims) and"
                                + " name it in -Arls.requiredClaims=org.team, or say with @SuppressLint why tokens may lack"
                                + " it."));
    }

    @Test
    void whatAnIndexCannotFindIsFoundUntilSomethingElseLeadsIt() {
        Predicate prefix = new Prefix(OWNER, SUB);

        assertThat(codes(entity(INVOICE, null, rule("r", prefix)))).containsExactly("RLS070");
        assertThat(codes(entity(INVOICE, null, rule("r", new Like(OWNER, List.of("", "x"))))))
                .containsExactly("RLS070");
        assertThat(codes(entity(INVOICE, null, rule("r", or(OWNED, prefix))))).containsExactly("RLS070");
        assertThat(codes(entity(INVOICE, null, rule("r", and(OWNED, prefix))))).isEmpty();
        assertThat(codes(entity(INVOICE, null, rule("r", prefix), rule("s", OWNED))))
                .isEmpty();
        assertThat(codes(entity(INVOICE, tenant(), rule("r", prefix)))).isEmpty();
        assertThat(codes(entity(INVOICE, null, rule("r", OWNED)))).isEmpty();
        assertThat(codes(entity(INVOICE, null, rule("r", new IsNull(OWNER))))).isEmpty();
    }

    @Test
    void whatIsNotLeakproofIsFoundUntilSomethingElseLeadsIt() {
        Predicate like = new Like(OWNER, List.of("x", ""));
        Predicate whole = equal(column("version", "version", ValueType.LONG), new Literal(1L, ValueType.LONG));

        assertThat(codes(entity(LINE, null, rule("r", AMOUNT)))).containsExactly("RLS070");
        assertThat(codes(entity(LINE, null, rule("r", like)))).containsExactly("RLS070");
        assertThat(codes(entity(LINE, null, rule("r", or(whole, AMOUNT))))).containsExactly("RLS070");
        assertThat(codes(entity(LINE, null, rule("r", AMOUNT), rule("s", whole))))
                .isEmpty();
        assertThat(codes(entity(LINE, null, rule("r", whole)))).isEmpty();
    }

    @Test
    void anOrAroundTheTenantIsFoundButNotATestForSharedRows() {
        Predicate mine = equal(TENANT_ID, TENANT);
        Predicate shared = new IsNull(TENANT);

        assertThat(codes(entity(INVOICE, null, reading(or(FLAG, mine))))).containsExactly("RLS071");
        assertThat(codes(entity(INVOICE, null, rule("r", and(OWNED, or(mine, shared, FLAG))))))
                .containsExactly("RLS071");
        assertThat(codes(entity(INVOICE, null, reading(or(mine, shared))))).isEmpty();
        assertThat(codes(entity(INVOICE, null, rule("r", mine)))).isEmpty();
        assertThat(codes(entity(INVOICE, tenant(), rule("r", or(FLAG, mine))))).isEmpty();
    }

    @Test
    void theTenantIsTheClaimThatTheUnitNames() {
        Predicate org = equal(column("org", "org", ValueType.STRING), claim(ValueType.STRING, "org"));
        ClaimRef claim = ClaimRef.ofTenant("org", ValueType.STRING);
        ScopedEntity scoped =
                entity(LINE, new TenantRule(claim, TENANT, null, equal(TENANT, claim), equal(TENANT, claim)));
        ScopedEntity global = entity(INVOICE, null, reading(or(FLAG, org)));

        assertThat(codes(global)).containsExactly("RLS074");
        assertThat(codes(global, scoped)).containsExactly("RLS071");
    }

    @Test
    void aChildWithoutTheTenantIsFoundUntilItHasTheColumn() {
        Predicate path = equal(new PathRef(invoice(OF_TENANT), OWNER), SUB);
        ScopedEntity parent = new ScopedEntity(
                new EntityDeclaration("com.acme.Invoice", INVOICE, Map.of(), null, List.of()), tenant(), List.of());

        assertThat(codes(entity(LINE, via(invoice(OF_TENANT))))).containsExactly("RLS072");
        assertThat(codes(parent, entity(LINE, null, rule("r", path)))).containsExactly("RLS072");
        assertThat(codes(parent, entity(LINE, null, rule("r", new Through(invoice(OF_TENANT), OWNED)))))
                .containsExactly("RLS072");
        assertThat(codes(parent, entity(LINE, null, rule("r", and(path, equal(TENANT, TENANT_ID))))))
                .isEmpty();
        assertThat(codes(parent, entity(LINE, tenant(), rule("r", path)))).isEmpty();
        assertThat(codes(entity(LINE, null, rule("r", path))))
                .as("a parent without tenant")
                .isEmpty();
    }

    @Test
    void changesThatAreNarrowedWithoutReadingAreFound() {
        Set<Operation> changes = Set.of(Operation.UPDATE, Operation.DELETE);

        assertThat(codes(entity(INVOICE, null, rule("r", changes, OWNED)))).containsExactly("RLS073");
        assertThat(codes(entity(INVOICE, null, rule("r", changes, OWNED), rule("s", Set.of(Operation.SELECT), FLAG))))
                .isEmpty();
        assertThat(codes(entity(INVOICE, null, rule("r", Set.of(Operation.INSERT), OWNED))))
                .isEmpty();
        assertThat(codes(entity(INVOICE, tenant(), rule("r", changes, OWNED)))).isEmpty();
    }

    @Test
    void rowsOfEverybodyThatAreLeftWritableAreFoundUntilChangesAreNarrowed() {
        Predicate mine = equal(TENANT, TENANT_ID);
        Set<Operation> changes = Set.of(Operation.INSERT, Operation.UPDATE, Operation.DELETE);

        assertThat(writable(null, rule("r", or(FLAG, OWNED)))).containsExactly("r: update and delete");
        assertThat(writable(null, rule("r", or(new IsNull(TENANT), mine)))).containsExactly("r: update and delete");
        assertThat(writable(null, rule("r", Set.of(Operation.SELECT, Operation.DELETE), or(FLAG, OWNED))))
                .containsExactly("r: delete");
        assertThat(writable(null, rule("r", or(FLAG, OWNED)), rule("s", Set.of(Operation.UPDATE), OWNED)))
                .containsExactly("r: delete");
        assertThat(writable(null, reading(or(FLAG, OWNED)), rule("s", changes, or(FLAG, mine))))
                .as("around the tenant")
                .containsExactly("s: update and delete");

        assertThat(writable(null, reading(or(FLAG, OWNED)), rule("s", changes, OWNED)))
                .isEmpty();
        assertThat(writable(null, rule("r", or(FLAG, OWNED)), rule("s", changes, MANAGER)))
                .isEmpty();
        assertThat(writable(null, rule("r", Set.of(Operation.UPDATE), or(FLAG, mine)), reading(OWNED)))
                .as("what is changed is read")
                .isEmpty();
        assertThat(writable(null, reading(FLAG), rule("s", changes, or(FLAG, OWNED))))
                .as("meant")
                .isEmpty();
        for (TenantRule tenant : List.of(tenant(), shared(), via(invoice(OF_TENANT)))) {
            assertThat(writable(tenant, rule("r", or(FLAG, OWNED)))).isEmpty();
        }
    }

    @Test
    void whetherEverybodyMayWriteIsReadOffTheFormOfTheCondition() {
        Predicate version = equal(column("version", "version", ValueType.LONG), new Literal(1L, ValueType.LONG));

        assertThat(writable(null, rule("r", and(version, or(and(FLAG, version), OWNED)))))
                .containsExactly("r: update and delete");
        assertThat(writable(null, rule("r", new Not(and(FLAG, new Not(OWNED))))))
                .containsExactly("r: update and delete");
        assertThat(writable(null, rule("r", or(FLAG, equal(new PathRef(invoice(And.TRUE), OWNER), SUB)))))
                .containsExactly("r: update and delete");

        assertThat(writable(null, rule("r", and(MANAGER, or(FLAG, OWNED))))).isEmpty();
        assertThat(writable(null, rule("r", or(and(FLAG, MANAGER), OWNED)))).isEmpty();
        assertThat(writable(null, rule("r", new Not(or(FLAG, OWNED))))).isEmpty();
        assertThat(writable(null, rule("r", or(new IsNull(new PathRef(invoice(OF_TENANT), OWNER)), OWNED))))
                .as("a path through rows of the tenant's")
                .isEmpty();
        assertThat(writable(null, rule("r", FLAG))).as("nobody's").isEmpty();
        assertThat(writable(null, rule("r", or(FLAG, version)))).as("nobody's").isEmpty();
        assertThat(writable(null, rule("r", or(FLAG, MANAGER))))
                .as("a role is no owner")
                .isEmpty();
    }

    @Test
    void aClaimThatMayBeAbsentIsFoundOncePerEntity() {
        Predicate role = equal(text("auditor"), claim(ValueType.STRING, "role"));
        ColumnRef status = column("status", "status", ValueType.STRING);
        Predicate again = equal(status, claim(ValueType.STRING, "role"));

        assertThat(codes(entity(INVOICE, tenant(), rule("r", or(role, again)), rule("s", role))))
                .containsExactly("RLS074");
        assertThat(codes(entity(INVOICE, tenant(), rule("r", role)), entity(LINE, tenant(), rule("r", role))))
                .containsExactly("RLS074", "RLS074");
        assertThat(codes(entity(INVOICE, tenant(), rule("r", OWNED)))).as("sub").isEmpty();
        assertThat(codes(entity(INVOICE, tenant(), rule("r", equal(status, TENANT_ID)))))
                .as("the tenant's, which is required")
                .isEmpty();
    }

    private static RowRule reading(Predicate predicate) {
        return rule("r", Set.of(Operation.SELECT), predicate);
    }

    /** The policies that RLS075 is about, each with the changes it names. */
    private static List<String> writable(@Nullable TenantRule tenant, RowRule... rules) {
        return Lint.of(List.of(entity(INVOICE, tenant, rules)), List.of()).stream()
                .filter(finding -> finding.code().equals("RLS075"))
                .map(finding -> finding.rule() + ": "
                        + finding.text().replaceAll("whoever has a token may (.*) rows with .*", "$1"))
                .toList();
    }

    @Test
    void aClaimThatIsRequiredIsNotFoundButWhatLiesInOrAroundItIs() {
        ScopedEntity entity = entity(INVOICE, tenant(), rule("r", equal(OWNER, claim(ValueType.STRING, "org", "id"))));

        assertThat(codes(entity)).as("the control").containsExactly("RLS074");
        assertThat(codes(required("org.id", "unread"), entity)).isEmpty();
        for (String other : List.of("org", "org.id.x", "'org.id'", "ORG.id", "unread")) {
            assertThat(codes(required(other), entity)).as(other).containsExactly("RLS074");
        }
    }

    private static List<ClaimPath> required(String... claims) {
        return Stream.of(claims).map(ClaimPath::of).toList();
    }

    private static List<String> codes(ScopedEntity... entities) {
        return codes(List.of(), entities);
    }

    private static List<String> codes(List<ClaimPath> required, ScopedEntity... entities) {
        return Lint.of(List.of(entities), required).stream().map(Finding::code).toList();
    }
}
