package dev.rls.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.rls.policy.Or;
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
import org.junit.jupiter.api.Test;

class ConditionTextTest {

    private static final ColumnRef A = new ColumnRef("address.city", "city", ValueType.STRING);
    private static final ClaimRef CLAIM =
            new ClaimRef(List.of("https://acme.example/org", "id"), ValueType.STRING, false, false);
    private static final ClaimRef ROLES = new ClaimRef(List.of("roles"), ValueType.STRING, true, false);
    private static final Association INVOICE = new Association(
            "invoice",
            "invoice_id",
            ValueType.LONG,
            "Invoice",
            new TableName("public", "invoice"),
            "id",
            "id",
            And.TRUE);

    @Test
    void everyKindOfConditionHasAText() {
        Predicate x = equal(literal("it's", ValueType.STRING));
        Predicate y = new IsNull(A);
        assertText(x, "address.city = 'it''s'");
        assertText(equal(CLAIM), "address.city = :'https://acme.example/org'.id");
        assertText(equal(new CurrentTimestamp()), "address.city = current_timestamp");
        assertText(equal(literal(LocalDate.of(2026, 1, 31), ValueType.DATE)), "address.city = '2026-01-31'");
        assertText(
                equal(literal(Instant.parse("2026-01-31T12:00:00Z"), ValueType.TIMESTAMP)),
                "address.city = '2026-01-31T12:00:00Z'");
        assertText(equal(literal(new BigDecimal("1E+3"), ValueType.DECIMAL)), "address.city = 1000");
        assertText(equal(literal(-7L, ValueType.LONG)), "address.city = -7");
        assertText(equal(literal(true, ValueType.BOOLEAN)), "address.city = true");
        assertText(new Not(x), "not address.city = 'it''s'");
        assertText(y, "address.city is null");
        assertText(new Not(y), "address.city is not null");
        assertText(new Member(A, ROLES), "address.city in :roles");
        assertText(new Not(new Member(A, ROLES)), "address.city not in :roles");
        assertText(new In(A, List.of(CLAIM, A)), "address.city in (:'https://acme.example/org'.id, address.city)");
        assertText(new Like(A, List.of("a", "", "b")), "address.city like 'a%%b'");
        assertText(new Not(new Like(A, List.of("%_!", ""))), "address.city not like '!%!_!!%' escape '!'");
        assertText(new Prefix(A, CLAIM), "address.city like :'https://acme.example/org'.id || '%'");
        assertText(And.TRUE, "true");
        assertText(
                new And(List.of(x, new Or(List.of(y, x)))),
                "address.city = 'it''s' and (address.city is null or address.city = 'it''s')");
        assertText(new Not(new Or(List.of(x, y))), "not (address.city = 'it''s' or address.city is null)");
        assertText(new IsNull(new PathRef(INVOICE, A)), "invoice.address.city is null");
        assertText(new Through(INVOICE, y), "invoice.address.city is null");
        assertText(new Through(INVOICE, And.TRUE), "invoice is not null");
        assertThat(ConditionText.of(y, "invoice.")).isEqualTo("invoice.address.city is null");
    }

    private static void assertText(Predicate predicate, String text) {
        assertThat(ConditionText.of(predicate)).isEqualTo(text);
    }

    private static Predicate equal(dev.rls.policy.Operand operand) {
        return new Comparison(A, Operator.EQUAL, operand);
    }

    private static Literal literal(Object value, ValueType type) {
        return new Literal(value, type);
    }
}
