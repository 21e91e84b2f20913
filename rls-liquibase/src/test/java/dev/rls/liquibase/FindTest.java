package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Claims that may be absent. What each function takes is compared with Java in rls-hibernate, value by value. */
class FindTest extends InvoicesOnEveryPostgres {

    private static final List<String> FINDERS = List.of(
            "text",
            "uuid",
            "bigint",
            "int",
            "numeric",
            "boolean",
            "text_array",
            "uuid_array",
            "bigint_array",
            "int_array",
            "numeric_array",
            "boolean_array");

    @Test
    void withoutClaimsNothingIsFoundAndNothingIsNull() throws SQLException {
        try (Connection bound = invoices.boundTo("acme")) {
            assertThat(Sql.column(bound, "select rls.require_claims()")).containsExactly("t");
            String context =
                    Sql.column(bound, "select current_setting('rls.ctx')").get(0);
            for (String call : calls()) {
                if (!call.contains("require")) {
                    assertThat(Sql.column(bound, call)).containsExactly((String) null);
                }
                Rejection.of(() -> inFresh("", call))
                        .hasState("42501")
                        .hasMessage("RLS501: no claims are bound to this transaction; call rls.bind(token) first");
                Rejection.of(() -> inFresh(context, call))
                        .hasState("42501")
                        .hasMessage(
                                "RLS502: the claims of this transaction were not sealed by this database for this transaction");
            }
        }
    }

    @Test
    void anotherTypeIsAnErrorThatNamesPathAndType() throws SQLException {
        try (Connection bound = invoices.boundToClaims("{\"c\":{\"id\":[1,null]}}")) {
            refused(bound, "rls.find_int_array('c', 'id')", "c.id\" is not an array of integers in the range of int");
            refused(bound, "rls.find_text('c', 'id')", "c.id\" is not a JSON string");
            refused(bound, "rls.find_text('c', 'id', 'x')", "c.id\" is not a JSON object");
            refused(bound, "rls.find_boolean('c')", "c\" is not a JSON boolean");
            assertThat(Sql.column(bound, "select rls.find_text('c', 'x', 'y')")).containsExactly((String) null);
            assertThat(Sql.column(bound, "select rls.find_text(variadic '{}')")).containsExactly((String) null);
            assertThat(Sql.column(bound, "select rls.find_text(null)")).containsExactly((String) null);
        }
    }

    @Test
    void settingsOfTheSessionChangeNothing() throws SQLException {
        String claims = "{\"a\":[\"x\\\\y\",\"{\"],\"n\":[1.50,2],\"b\":[true],\"u\":[\"" + UUID.randomUUID()
                + "\"],\"t\":\"a\\\\b\"}";
        String query = "select concat_ws('|', (rls.find_text_array('a'))[1], (rls.find_numeric_array('n'))[1]::text,"
                + " (rls.find_boolean_array('b'))[1]::text, cardinality(rls.find_uuid_array('u')), rls.find_text('t'))";
        for (String setting : List.of(
                "set local standard_conforming_strings = off",
                "set local bytea_output = 'escape'",
                "set local search_path = ''",
                "set local extra_float_digits = -15",
                "set local array_nulls = off",
                "set local backslash_quote = off",
                "set local escape_string_warning = off",
                "set local lc_numeric = 'C'",
                "set local transform_null_equals = on")) {
            try (Connection bound = invoices.boundToClaims(claims)) {
                Sql.execute(bound, setting);
                assertThat(Sql.column(bound, query)).as(setting).containsExactly("x\\y|1.50|true|1|a\\b");
            }
        }
    }

    @Test
    void anArrayIsReadOncePerQueryAndUsesTheIndex() throws SQLException {
        invoices.database()
                .migrator()
                .execute(
                        "create table public.note (id int, team text)",
                        "insert into public.note select i, 't' || i from generate_series(1, 5000) i",
                        "create index note_team on public.note (team)",
                        "analyze public.note",
                        "alter table public.note enable row level security, force row level security",
                        "create policy team on public.note"
                                + " using (team = any ((select rls.find_text_array('teams'))::text[]))",
                        "grant select on public.note to application, " + Invoices.TRUSTED);
        try (Connection bound = invoices.boundToClaims("{\"teams\":[\"t7\",\"t42\",\"t0\"]}")) {
            assertThat(String.join("\n", Sql.column(bound, "explain (costs off) select * from public.note")))
                    .contains("InitPlan", "note_team", "Index Cond: (team = ANY ")
                    .doesNotContain("Seq Scan", "Filter");
            assertThat(Sql.column(bound, "select id from public.note order by id"))
                    .containsExactly("7", "42");
        }
        try (Connection bound = invoices.boundToClaims("{\"teams\":[]}")) {
            assertThat(Sql.column(bound, "select id from public.note")).isEmpty();
        }
        try (Connection bound = invoices.boundToClaims("{}")) {
            assertThat(Sql.column(bound, "select id from public.note")).isEmpty();
        }
        Rejection.of(() -> invoices.database().application().column("select id from public.note"))
                .hasState("42501");
    }

    @Test
    void thousandsOfElementsOfEachKindAreRead() throws SQLException {
        long start = System.nanoTime();
        String uuids = array(i -> "\"" + new UUID(1, i) + "\"");
        String claims =
                "{\"t\":" + array(i -> "\"t" + i + "\"") + ",\"u\":" + uuids + ",\"n\":" + array(i -> "" + i) + "}";
        try (Connection bound = invoices.boundToClaims(claims)) {
            for (String call : List.of(
                    "text_array('t')",
                    "uuid_array('u')",
                    "bigint_array('n')",
                    "int_array('n')",
                    "numeric_array('n')")) {
                assertThat(Sql.column(bound, "select cardinality(rls.find_" + call + ")"))
                        .containsExactly("4000");
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static String array(java.util.function.IntFunction<String> element) {
        return IntStream.range(0, 4_000).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    private static List<String> calls() {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("select rls.require_claims()"),
                        FINDERS.stream().map(name -> "select rls.find_" + name + "('absent')"))
                .toList();
    }

    private static void inFresh(String context, String call) throws SQLException {
        try (Connection connection = invoices.unbound()) {
            Sql.column(connection, "select set_config('rls.ctx', ?, true)", context);
            Sql.column(connection, call);
        }
    }

    private static void refused(Connection connection, String call, String message) throws SQLException {
        var savepoint = connection.setSavepoint();
        Rejection.of(() -> Sql.column(connection, "select " + call))
                .hasState("42501")
                .hasMessage("RLS505: claim \"" + message);
        connection.rollback(savepoint);
    }
}
