package dev.rls.testkit.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.testkit.agreement.EntitySpec.Tenancy;
import dev.rls.testkit.internal.Act;
import dev.rls.testkit.internal.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Claims that no well-meaning issuer sends come to the same in all four readings. */
class BadInputTest {

    private static final Act SELECT = new Act(Act.Kind.SELECT, List.of(), Map.of());

    private static Batch batch;

    @BeforeAll
    static void boot() {
        List<EntitySpec> docs = List.of(
                doc("ByNumber", "big in :accounts"), doc("ByText", "name = :sub"), doc("ByRole", "name in :roles"));
        List<Map<String, @Nullable Object>> rows =
                List.of(row(1L, 7L, "a"), row(2L, 9_999L, "o'hare"), row(3L, -1L, "a\\b"));
        batch = new Batch(
                new BatchPlan(
                        Kind.STRING,
                        EntitySpec.IMPORTS + "@Entity @TenantScoped public class Team extends TeamRow {\n"
                                + EntitySpec.tenantId(Kind.STRING) + "}\n",
                        docs,
                        List.of(),
                        List.of(),
                        List.of(rows, rows, rows),
                        List.of(List.of(), List.of(), List.of())),
                Version.V18);
    }

    @AfterAll
    static void close() {
        batch.close();
    }

    @Test
    void anArrayOfTenThousandIsDecidedAlike() {
        List<Long> accounts =
                LongStream.rangeClosed(1, 10_000).filter(i -> i != 7).boxed().toList();

        assertThat(outcomes(0, "accounts", accounts)).allSatisfy(is(Outcome.rows(List.of(2))));
    }

    @Test
    void anArrayOfTenThousandWithoutTheRowIsDecidedAlike() {
        List<Long> accounts = LongStream.range(10_000, 20_000).boxed().toList();

        assertThat(outcomes(0, "accounts", accounts)).allSatisfy(is(Outcome.rows(List.of())));
    }

    @Test
    void oneNullInTenThousandIsRefused() {
        List<@Nullable Long> accounts =
                new ArrayList<>(LongStream.range(0, 10_000).boxed().toList());
        accounts.set(9_999, null);

        assertThat(outcomes(0, "accounts", accounts)).allSatisfy(is(Outcome.CLAIM_REFUSED));
    }

    @Test
    void quotesAndBackslashesAreCharacters() {
        assertThat(outcomes(1, "sub", "o'hare")).allSatisfy(is(Outcome.rows(List.of(2))));
        assertThat(outcomes(1, "sub", "a\\b")).allSatisfy(is(Outcome.rows(List.of(3))));
        assertThat(outcomes(1, "sub", "' or true --")).allSatisfy(is(Outcome.rows(List.of())));
        assertThat(outcomes(2, "roles", List.of("{\"o'hare\",a}", "a\\\\b"))).allSatisfy(is(Outcome.rows(List.of())));
    }

    @Test
    void textWithNulIsRefused() {
        assertThat(outcomes(1, "sub", "a\0")).allSatisfy(is(Outcome.CLAIM_REFUSED));
        assertThat(outcomes(2, "roles", List.of("a", "\0"))).allSatisfy(is(Outcome.CLAIM_REFUSED));
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThat(outcomes(1, "sub", "a\ud83d")).allSatisfy(is(Outcome.CLAIM_REFUSED));
        assertThat(outcomes(2, "roles", List.of("\ude00a"))).allSatisfy(is(Outcome.CLAIM_REFUSED));
    }

    private static BiConsumer<String, Outcome> is(Outcome expected) {
        return (reading, outcome) -> assertThat(outcome).as(reading).isEqualTo(expected);
    }

    private static Map<String, Outcome> outcomes(int doc, String claim, Object value) {
        Map<String, Outcome> outcomes = Agreement.outcomes(
                batch.readings(doc), new Case(Claims.of(Map.of(claim, value)), SELECT), UnaryOperator.identity());
        assertThat(outcomes).hasSize(4);
        return outcomes;
    }

    private static EntitySpec doc(String name, String using) {
        Rule rule = new Rule("p", EnumSet.allOf(Operation.class), new Condition.Test(using, List.of()), null);
        return new EntitySpec(name, false, Kind.STRING, Tenancy.NONE, List.of(rule), List.of());
    }

    private static Map<String, @Nullable Object> row(Long id, Long big, String name) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("big", big);
        row.put("name", name);
        return row;
    }
}
