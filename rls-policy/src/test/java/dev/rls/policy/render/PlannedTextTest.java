package dev.rls.policy.render;

import static dev.rls.policy.Trees.LINE;
import static dev.rls.policy.Trees.MANAGER;
import static dev.rls.policy.Trees.OF_TENANT;
import static dev.rls.policy.Trees.OWNED;
import static dev.rls.policy.Trees.OWNER;
import static dev.rls.policy.Trees.entity;
import static dev.rls.policy.Trees.invoice;
import static dev.rls.policy.Trees.or;
import static dev.rls.policy.Trees.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rls.policy.And;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Comparison.Operator;
import dev.rls.policy.IsNull;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.Through;
import dev.rls.policy.ValueType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlannedTextTest {

    private static final ClaimRef TEXT = new ClaimRef(List.of("sub"), ValueType.STRING, false, false);
    private static final ClaimRef TEAM = new ClaimRef(List.of("team"), ValueType.STRING, true, false);
    private static final Predicate SHARED = new Comparison(OWNER, Operator.EQUAL, new Literal("all", ValueType.STRING));

    @ParameterizedTest
    @MethodSource
    void aConditionIsWrittenForThePlanner(Predicate predicate, String text) {
        assertThat(PostgresRenderer.expression(entity(LINE, tenant()), predicate))
                .isEqualTo(text);
    }

    static Stream<Arguments> aConditionIsWrittenForThePlanner() {
        String own = "owner_id = (select rls.find_text('sub'))";
        String team = "((select rls.find_text_array('team'))::text[])";
        String manager = "'manager' = any ((select rls.find_text_array('roles'))::text[])";
        Predicate inTeam = new Member(OWNER, TEAM);
        return Stream.of(
                // becomes one comparison of two values where the query has its own
                arguments(OWNED, own),
                // a set that is null has no elements, and neither admits a row
                arguments(inTeam, "owner_id in (select unnest" + team + ")"),
                arguments(new And(List.of(OWNED, inTeam)), own + " and owner_id in (select unnest" + team + ")"),
                // below a negation unknown is not false
                arguments(new Not(inTeam), "nullif(not (owner_id = any " + team + "), false) is not null"),
                arguments(
                        or(inTeam, MANAGER),
                        "nullif(owner_id = any " + team + " or " + manager + ", false) is not null"),
                // decided once, without a row
                arguments(MANAGER, manager),
                // the planner knows as much as it needs
                arguments(SHARED, "owner_id = 'all'"),
                arguments(new IsNull(OWNER), "owner_id is null"),
                arguments(
                        new Comparison(new PathRef(invoice(And.TRUE), OWNER), Operator.EQUAL, TEXT),
                        "nullif((select q1.owner_id from public.invoice q1 where q1.id = invoice_line.invoice_id)"
                                + " = (select rls.find_text('sub')), false) is not null"),
                arguments(
                        new Through(invoice(And.TRUE), OF_TENANT),
                        "coalesce((select true from public.invoice q1 where q1.id = invoice_line.invoice_id and"
                                + " q1.tenant_id = (select rls.claim_text('tenant_id'))), false)"));
    }
}
