package dev.rls.policy.render;

import static dev.rls.policy.Trees.INVOICE;
import static dev.rls.policy.Trees.LINE;
import static dev.rls.policy.Trees.MANAGER;
import static dev.rls.policy.Trees.OF_TENANT;
import static dev.rls.policy.Trees.OWNED;
import static dev.rls.policy.Trees.OWNER;
import static dev.rls.policy.Trees.ROLES;
import static dev.rls.policy.Trees.SUB;
import static dev.rls.policy.Trees.TENANT;
import static dev.rls.policy.Trees.TENANT_CLAIM;
import static dev.rls.policy.Trees.and;
import static dev.rls.policy.Trees.array;
import static dev.rls.policy.Trees.claim;
import static dev.rls.policy.Trees.column;
import static dev.rls.policy.Trees.entity;
import static dev.rls.policy.Trees.equal;
import static dev.rls.policy.Trees.invoice;
import static dev.rls.policy.Trees.or;
import static dev.rls.policy.Trees.rule;
import static dev.rls.policy.Trees.tenant;
import static dev.rls.policy.Trees.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rls.policy.And;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Comparison.Operator;
import dev.rls.policy.CurrentTimestamp;
import dev.rls.policy.In;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.TableName;
import dev.rls.policy.Through;
import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PredicateTextTest {

    /** Names of a dialect that differ from PostgreSQL's, so that none slips in. */
    private static final FilterRenderer.Names NAMES = new FilterRenderer.Names() {
        @Override
        public String column(Association association, String column) {
            return (association == null ? "" : "to_") + column;
        }

        @Override
        public String table(Association association) {
            return "t_" + association.table().name();
        }

        @Override
        public String claim(ClaimRef claim) {
            return claim.required() ? "tenantId" : "c_" + String.join("_", claim.path());
        }

        @Override
        public String literal(Literal literal) {
            return "l_" + Integer.toHexString(literal.value().hashCode());
        }

        @Override
        public boolean hasStartsWith() {
            return false;
        }
    };

    private static String policy(TableName table, Predicate predicate) {
        return new PredicateText(new PolicyLeaves()).alone(predicate, SourceRow.of(table, predicate));
    }

    private static final String SUB_SQL = "(select rls.find_text('sub'))";

    @ParameterizedTest
    @MethodSource
    void aConditionHasOneTextInThePolicyAndOneInTheFilter(Predicate predicate, String policy, String filter) {
        assertThat(policy(LINE, predicate)).isEqualTo(policy);
        assertThat(FilterRenderer.render(predicate, "{alias}", NAMES)).isEqualTo(filter);
    }

    static Stream<Arguments> aConditionHasOneTextInThePolicyAndOneInTheFilter() {
        ColumnRef amount = column("amount", "amount", ValueType.DECIMAL);
        Association invoice = invoice(OF_TENANT);
        PathRef owner = new PathRef(invoice, OWNER);
        String visible =
                "where q1.id = invoice_line.invoice_id and q1.tenant_id = (select rls.claim_text('tenant_id')))";
        String filtered = "where q1.to_id = {alias}.invoice_id and q1.to_tenant_id = :tenantId)";
        return Stream.of(
                arguments(And.TRUE, "true", "true"),
                arguments(OWNED, "owner_id = " + SUB_SQL, "{alias}.owner_id = :c_sub"),
                arguments(
                        new Comparison(OWNER, Operator.NOT_EQUAL, text("x")),
                        "owner_id <> 'x'",
                        "{alias}.owner_id <> 'x'"),
                arguments(
                        new Comparison(amount, Operator.LESS_OR_EQUAL, claim(ValueType.DECIMAL, "org", "limit")),
                        "amount <= (select rls.find_numeric('org', 'limit'))",
                        "{alias}.amount <= :c_org_limit"),
                arguments(equal(SUB, text("x")), SUB_SQL + " = 'x'", "cast(:c_sub as varchar) = 'x'"),
                arguments(
                        equal(SUB, text(":x")),
                        SUB_SQL + " = E'\\u003Ax'",
                        "cast(:c_sub as varchar) = cast(:l_" + Integer.toHexString(":x".hashCode()) + " as varchar)"),
                arguments(new Not(OWNED), "not (owner_id = " + SUB_SQL + ")", "not ({alias}.owner_id = :c_sub)"),
                arguments(
                        new Not(new Not(OWNED)),
                        "not (not (owner_id = " + SUB_SQL + "))",
                        "not (not ({alias}.owner_id = :c_sub))"),
                arguments(
                        MANAGER,
                        "'manager' = any ((select rls.find_text_array('roles'))::text[])",
                        "'manager' = any (:c_roles)"),
                arguments(
                        new Not(new Member(TENANT, array(ValueType.STRING, "org", "tenants"))),
                        "not (tenant_id = any ((select rls.find_text_array('org', 'tenants'))::text[]))",
                        "not ({alias}.tenant_id = any (:c_org_tenants))"),
                arguments(
                        new Member(SUB, ROLES),
                        SUB_SQL + " = any ((select rls.find_text_array('roles'))::text[])",
                        "cast(:c_sub as varchar) = any (:c_roles)"),
                arguments(
                        new Not(new In(OWNER, List.of(text("a"), SUB))),
                        "owner_id not in ('a', " + SUB_SQL + ")",
                        "{alias}.owner_id not in ('a', :c_sub)"),
                arguments(new IsNull(OWNER), "owner_id is null", "{alias}.owner_id is null"),
                arguments(new Not(new IsNull(SUB)), SUB_SQL + " is not null", "cast(:c_sub as varchar) is not null"),
                arguments(
                        new Like(OWNER, List.of("a_b", "50!%")),
                        "owner_id like 'a!_b%50!!!%' escape '!'",
                        "{alias}.owner_id like 'a!_b%50!!!%' escape '!'"),
                arguments(
                        new Not(new Like(OWNER, List.of("", "ä"))),
                        "owner_id not like '%ä' escape '!'",
                        "{alias}.owner_id not like :l_" + Integer.toHexString("%ä".hashCode()) + " escape '!'"),
                arguments(
                        new Prefix(OWNER, SUB),
                        "starts_with(owner_id, " + SUB_SQL + ")",
                        "left({alias}.owner_id, char_length(cast(:c_sub as varchar))) = cast(:c_sub as varchar)"),
                arguments(
                        or(and(OWNED, MANAGER), and(or(OWNED, MANAGER), new Not(or(OWNED, MANAGER)))),
                        "owner_id = (select rls.find_text('sub')) and 'manager' = any ((select rls.find_text_array('roles'))::text[])"
                                + " or (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]))"
                                + " and not (owner_id = (select rls.find_text('sub')) or 'manager' = any ((select rls.find_text_array('roles'))::text[]))",
                        "{alias}.owner_id = :c_sub and 'manager' = any (:c_roles)"
                                + " or ({alias}.owner_id = :c_sub or 'manager' = any (:c_roles))"
                                + " and not ({alias}.owner_id = :c_sub or 'manager' = any (:c_roles))"),
                arguments(
                        new And(List.of(And.TRUE, OWNED, And.TRUE)),
                        "owner_id = " + SUB_SQL,
                        "{alias}.owner_id = :c_sub"),
                arguments(
                        equal(owner, SUB),
                        "(select q1.owner_id from public.invoice q1 " + visible + " = " + SUB_SQL,
                        "(select q1.to_owner_id from t_invoice q1 " + filtered + " = :c_sub"),
                arguments(
                        new Not(new Through(invoice, or(OWNED, new IsNull(OWNER)))),
                        "not coalesce((select true from public.invoice q1 where q1.id = invoice_line.invoice_id and"
                                + " (q1.owner_id = " + SUB_SQL + " or q1.owner_id is null)"
                                + " and q1.tenant_id = (select rls.claim_text('tenant_id'))), false)",
                        "not exists (select 1 from t_invoice q1 where q1.to_id = {alias}.invoice_id and"
                                + " (q1.to_owner_id = :c_sub or q1.to_owner_id is null) and q1.to_tenant_id = :tenantId)"),
                arguments(
                        new Through(invoice, OF_TENANT),
                        "coalesce((select true from public.invoice q1 " + visible + ", false)",
                        "exists (select 1 from t_invoice q1 " + filtered));
    }

    @ParameterizedTest
    @MethodSource
    void aLiteralIsWrittenAs(Literal literal, String text) {
        Operand column = column("a", "a", literal.type());

        assertThat(policy(LINE, equal(column, literal))).isEqualTo("a = " + text);
        // Hibernate would take what follows a colon for a parameter, in the time of day too
        assertThat(FilterRenderer.render(equal(column, literal), "", NAMES))
                .isEqualTo("a = " + (text.contains(":") ? ":" + NAMES.literal(literal) : text));
    }

    static Stream<Arguments> aLiteralIsWrittenAs() {
        UUID uuid = UUID.fromString("7f000001-0000-4000-8000-00000000000A");
        return Stream.of(
                arguments(new Literal(uuid, ValueType.UUID), "uuid '7f000001-0000-4000-8000-00000000000a'"),
                arguments(new Literal(-9223372036854775808L, ValueType.LONG), "-9223372036854775808"),
                arguments(new Literal(7, ValueType.INTEGER), "7"),
                arguments(new Literal(new BigDecimal("1.50E+3"), ValueType.DECIMAL), "1500"),
                arguments(new Literal(new BigDecimal("-0.0000001"), ValueType.DECIMAL), "-0.0000001"),
                arguments(new Literal(true, ValueType.BOOLEAN), "true"),
                arguments(new Literal(LocalDate.of(2026, 1, 31), ValueType.DATE), "date '2026-01-31'"),
                arguments(
                        new Literal(Instant.parse("2026-01-01T00:00:00Z"), ValueType.TIMESTAMP),
                        "timestamp with time zone '2026-01-01 00:00:00+00'"),
                arguments(
                        new Literal(Instant.parse("0900-12-31T23:59:59.123450Z"), ValueType.TIMESTAMP),
                        "timestamp with time zone '0900-12-31 23:59:59.12345+00'"));
    }

    @Test
    void theStartOfTheTransactionIsAFunctionOfBothDatabases() {
        Predicate past =
                new Comparison(column("until", "until", ValueType.TIMESTAMP), Operator.LESS, new CurrentTimestamp());

        assertThat(policy(LINE, past)).isEqualTo("until < current_timestamp");
        assertThat(FilterRenderer.render(past, "a", NAMES)).isEqualTo("a.until < current_timestamp");
    }

    @ParameterizedTest
    @EnumSource
    void aClaimIsReadByTheFunctionOfItsType(ValueType type) {
        if (type.isOfClaims()) {
            String expression = policy(LINE, new Member(column("a", "a", type), array(type, "x")));

            assertThat(expression)
                    .isEqualTo("a = any ((select rls." + type.findFunction(true) + "('x'))::" + type.sql() + "[])");
        }
    }

    @Test
    void aWayOfSeveralStepsNestsAndNoAliasIsTheNameOfATable() {
        TableName q1 = new TableName("public", "Q1");
        Association toInvoice = invoice(And.TRUE);
        Association toQ1 = new Association("parent", "parent_id", ValueType.LONG, "com.acme.Q", q1, "Id", "id", OWNED);
        Predicate predicate = equal(new PathRef(toInvoice, new PathRef(toQ1, TENANT)), TENANT_CLAIM);

        assertThat(policy(LINE, predicate))
                .isEqualTo("(select (select q3.tenant_id from public.\"Q1\" q3 where q3.\"Id\" = q2.parent_id"
                        + " and q3.owner_id = (select rls.find_text('sub')))"
                        + " from public.invoice q2 where q2.id = invoice_line.invoice_id)"
                        + " = (select rls.claim_text('tenant_id'))");
    }

    /** The alias hides the name inside, so the name outside means the protected row. */
    @Test
    void aPathToATableOfTheSameNameMeansTheOuterRowByTheName() {
        TableName archived = new TableName("archive", "invoice");

        assertThat(policy(archived, new Through(invoice(And.TRUE), And.TRUE)))
                .isEqualTo("coalesce((select true from public.invoice q1 where q1.id = invoice.invoice_id), false)");
    }

    @Test
    void theFilterForPeopleNamesClaimsAndQualifiesOnlyWhereItMust() {
        Predicate predicate = and(new Through(invoice(And.TRUE), OWNED), equal(OWNER, text("a:b")));

        assertThat(FilterRenderer.render(entity(LINE, tenant(), rule("r", predicate))))
                .isEqualTo("tenant_id = :tenantId and exists (select 1 from public.invoice q1 where q1.id ="
                        + " invoice_line.invoice_id and q1.owner_id = :sub) and owner_id = E'a\\u003Ab'");
        assertThat(FilterRenderer.render(entity(INVOICE, tenant()))).isEqualTo("tenant_id = :tenantId");
    }
}
