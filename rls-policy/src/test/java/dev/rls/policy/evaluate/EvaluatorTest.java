package dev.rls.policy.evaluate;

import static dev.rls.policy.evaluate.Truth.FALSE;
import static dev.rls.policy.evaluate.Truth.TRUE;
import static dev.rls.policy.evaluate.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456789Z");
    private static final Claims CLAIMS = Claims.of(Map.of(
            "sub",
            "alice",
            "roles",
            List.of("manager", "clerk"),
            "none",
            List.of(),
            "bad",
            1,
            "scores",
            List.of(1.50)));

    private static final ColumnRef A = new ColumnRef("a", "a", ValueType.STRING);
    private static final Literal X = new Literal("x", ValueType.STRING);
    private static final Predicate HOLDS = And.TRUE;
    private static final Predicate FAILS = new Not(And.TRUE);
    private static final Predicate OPEN = equal(claim("absent"), X);

    @Test
    void connectivesHaveThreeValues() {
        Map<Predicate, Truth> truths = Map.of(HOLDS, TRUE, FAILS, FALSE, OPEN, UNKNOWN);
        Truth[][] and = {{TRUE, FALSE, UNKNOWN}, {FALSE, FALSE, FALSE}, {UNKNOWN, FALSE, UNKNOWN}};
        Truth[][] or = {{TRUE, TRUE, TRUE}, {TRUE, FALSE, UNKNOWN}, {TRUE, UNKNOWN, UNKNOWN}};
        List<Predicate> all = List.of(HOLDS, FAILS, OPEN);
        for (int i = 0; i < 3; i++) {
            assertThat(truth(all.get(i))).isEqualTo(truths.get(all.get(i)));
            assertThat(truth(new Not(all.get(i))))
                    .isEqualTo(truths.get(all.get(i)).not());
            for (int j = 0; j < 3; j++) {
                assertThat(truth(new And(List.of(all.get(i), all.get(j))))).isEqualTo(and[i][j]);
                assertThat(truth(new Or(List.of(all.get(i), all.get(j))))).isEqualTo(or[i][j]);
            }
        }
    }

    @Test
    void comparisonsOfNullAreUnknown() {
        for (Operator operator : Operator.values()) {
            assertThat(truth(new Comparison(A, operator, X))).isEqualTo(UNKNOWN);
            assertThat(truth(new Comparison(A, operator, A))).isEqualTo(UNKNOWN);
        }
    }

    @Test
    void operatorsOrder() {
        Literal one = new Literal(1L, ValueType.LONG);
        Literal two = new Literal(2L, ValueType.LONG);
        assertThat(Arrays.stream(Operator.values()).map(each -> truth(new Comparison(one, each, two))))
                .containsExactly(FALSE, TRUE, TRUE, TRUE, FALSE, FALSE);
        assertThat(Arrays.stream(Operator.values()).map(each -> truth(new Comparison(one, each, one))))
                .containsExactly(TRUE, FALSE, FALSE, TRUE, FALSE, TRUE);
        assertThat(Arrays.stream(Operator.values()).map(each -> truth(new Comparison(two, each, one))))
                .containsExactly(FALSE, TRUE, FALSE, FALSE, TRUE, TRUE);
    }

    @Test
    void numbersCompareByValueTextByCodePoints() {
        assertThat(truth(equal(decimal("1.0"), decimal("1.00")))).isEqualTo(TRUE);
        assertThat(truth(new In(decimal("1.0"), List.of(decimal("2"), decimal("1.000")))))
                .isEqualTo(TRUE);
        assertThat(truth(new Member(decimal("1.500"), array("scores", ValueType.DECIMAL))))
                .isEqualTo(TRUE);
        assertThat(truth(equal(text("é"), text("e\u0301")))).isEqualTo(FALSE);
        assertThat(truth(equal(text("A"), text("a")))).isEqualTo(FALSE);
        assertThat(truth(equal(text("a "), text("a")))).isEqualTo(FALSE);
    }

    @Test
    void timeIsThatOfTheTransactionInMicroseconds() {
        Literal micros = new Literal(Instant.parse("2026-01-31T12:00:00.123456Z"), ValueType.TIMESTAMP);
        assertThat(truth(equal(new CurrentTimestamp(), micros))).isEqualTo(TRUE);
        Literal day = new Literal(LocalDate.of(2026, 1, 31), ValueType.DATE);
        Literal later = new Literal(LocalDate.of(2027, 1, 1), ValueType.DATE);
        assertThat(truth(new Comparison(day, Operator.LESS, later))).isEqualTo(TRUE);
    }

    @Test
    void inIsUnknownOnlyIfNullCouldMakeItTrue() {
        assertThat(truth(new In(X, List.of(text("y"), X)))).isEqualTo(TRUE);
        assertThat(truth(new In(X, List.of(A, X)))).isEqualTo(TRUE);
        assertThat(truth(new In(X, List.of(text("y"))))).isEqualTo(FALSE);
        assertThat(truth(new In(X, List.of(text("y"), A)))).isEqualTo(UNKNOWN);
        assertThat(truth(new In(A, List.of(X)))).isEqualTo(UNKNOWN);
    }

    @Test
    void anEmptyArrayHasNoMemberAndAnAbsentOneMayHave() {
        assertThat(truth(new Member(text("clerk"), array("roles", ValueType.STRING))))
                .isEqualTo(TRUE);
        assertThat(truth(new Member(text("x"), array("roles", ValueType.STRING))))
                .isEqualTo(FALSE);
        assertThat(truth(new Member(A, array("roles", ValueType.STRING)))).isEqualTo(UNKNOWN);
        assertThat(truth(new Member(text("x"), array("none", ValueType.STRING))))
                .isEqualTo(FALSE);
        assertThat(truth(new Member(A, array("none", ValueType.STRING)))).isEqualTo(FALSE);
        assertThat(truth(new Member(text("x"), array("absent", ValueType.STRING))))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void nullIsNeverUnknown() {
        assertThat(truth(new IsNull(A))).isEqualTo(TRUE);
        assertThat(truth(new IsNull(claim("absent")))).isEqualTo(TRUE);
        assertThat(truth(new IsNull(claim("sub")))).isEqualTo(FALSE);
    }

    @Test
    void likeTakesPartsInTheirOrder() {
        assertThat(like("abc", "a", "c")).isEqualTo(TRUE);
        assertThat(like("abc", "b", "c")).isEqualTo(FALSE);
        assertThat(like("abc", "a", "b")).isEqualTo(FALSE);
        assertThat(like("aXbXc", "a", "b", "c")).isEqualTo(TRUE);
        assertThat(like("abab", "ab", "ab")).isEqualTo(TRUE);
        assertThat(like("aba", "ab", "ba")).as("parts do not overlap").isEqualTo(FALSE);
        assertThat(like("ab", "a", "b", "b")).isEqualTo(FALSE);
        assertThat(like("abb", "a", "b", "b")).isEqualTo(TRUE);
        assertThat(like("a1b2b3c", "a", "b", "3c"))
                .as("the first b leaves room")
                .isEqualTo(TRUE);
        assertThat(like("", "", "")).isEqualTo(TRUE);
        assertThat(like("a%b_c", "%", "_")).isEqualTo(FALSE);
        assertThat(like("%x_", "%", "_")).isEqualTo(TRUE);
        assertThat(truth(new Like(A, List.of("", "")))).isEqualTo(UNKNOWN);
    }

    @Test
    void aPrefixStandsForItself() {
        assertThat(truth(new Prefix(text("/a/b"), text("/a")))).isEqualTo(TRUE);
        assertThat(truth(new Prefix(text("/a/b"), text("")))).isEqualTo(TRUE);
        assertThat(truth(new Prefix(text("/a/b"), text("/_")))).isEqualTo(FALSE);
        assertThat(truth(new Prefix(text("/a/b"), text("%")))).isEqualTo(FALSE);
        assertThat(truth(new Prefix(A, text("")))).isEqualTo(UNKNOWN);
        assertThat(truth(new Prefix(X, claim("absent")))).isEqualTo(UNKNOWN);
    }

    @Test
    void aPathLeadsOnlyToWhatTheClaimsMaySee() {
        Predicate visible = equal(new ColumnRef("ownerId", "owner_id", ValueType.STRING), claim("sub"));
        Association invoice = new Association(
                "invoice",
                "invoice_id",
                ValueType.LONG,
                "Invoice",
                new TableName("public", "invoice"),
                "id",
                "id",
                visible);
        ColumnRef title = new ColumnRef("title", "title", ValueType.STRING);
        Operand path = new PathRef(invoice, title);
        Row seen = Rows.of("invoice", Rows.of("owner_id", "alice", "title", "x"));
        Row unseen = Rows.of("invoice", Rows.of("owner_id", "bob", "title", "x"));
        Row undecided = Rows.of("invoice", Rows.of("title", "x"));
        Row none = Rows.of();
        Predicate through = new Through(invoice, equal(title, X));
        for (Row hidden : List.of(unseen, undecided, none)) {
            assertThat(truth(new IsNull(path), hidden)).isEqualTo(TRUE);
            assertThat(truth(equal(path, X), hidden)).isEqualTo(UNKNOWN);
            assertThat(truth(through, hidden)).isEqualTo(FALSE);
            assertThat(truth(new Not(through), hidden)).isEqualTo(TRUE);
        }
        assertThat(truth(equal(path, X), seen)).isEqualTo(TRUE);
        assertThat(truth(through, seen)).isEqualTo(TRUE);
        assertThat(truth(new Through(invoice, equal(title, A)), seen)).isEqualTo(FALSE);
    }

    @Test
    void aClaimOfTheWrongTypeIsAnErrorWhereverItStands() {
        Predicate bad = equal(claim("bad"), X);
        Association association =
                new Association("p", "p", ValueType.LONG, "P", new TableName("public", "p"), "id", "id", bad);
        for (Predicate predicate : List.of(
                new Or(List.of(HOLDS, bad)),
                new Or(List.of(bad, HOLDS)),
                new And(List.of(FAILS, bad)),
                new Not(bad),
                new In(X, List.of(X, claim("bad"))),
                new Prefix(A, claim("bad")),
                new Like(claim("bad"), List.of("", "")),
                new IsNull(new PathRef(association, A)),
                new Or(List.of(HOLDS, new Through(association, HOLDS))),
                new Or(List.of(HOLDS, new Member(X, array("bad", ValueType.STRING)))))) {
            assertThatThrownBy(() -> truth(predicate))
                    .isInstanceOf(ClaimTypeException.class)
                    .hasMessageStartingWith("RLS209: claim \"bad\" is not ");
        }
    }

    private static Truth truth(Predicate predicate) {
        return truth(predicate, Rows.of());
    }

    private static Truth truth(Predicate predicate, Row row) {
        return Evaluator.evaluate(predicate, row, CLAIMS, NOW);
    }

    private static Truth like(String text, String... parts) {
        return truth(new Like(text(text), List.of(parts)));
    }

    private static Predicate equal(Operand left, Operand right) {
        return new Comparison(left, Operator.EQUAL, right);
    }

    private static Literal text(String text) {
        return new Literal(text, ValueType.STRING);
    }

    private static Literal decimal(String text) {
        return new Literal(new BigDecimal(text), ValueType.DECIMAL);
    }

    private static ClaimRef claim(String name) {
        return new ClaimRef(List.of(name), ValueType.STRING, false, false);
    }

    private static ClaimRef array(String name, ValueType type) {
        return new ClaimRef(List.of(name), type, true, false);
    }
}
