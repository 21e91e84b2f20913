package dev.rls.liquibase;

import com.nimbusds.jose.util.JSONArrayUtils;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How PostgreSQL runs a query: what it does, and to which table by which index. What it asks once before the first row is left
 * out, because that is how a policy differs from a predicate written by hand.
 *
 * @param node what is done, such as {@code Index Scan}
 * @param place the table and the index, or empty
 * @param pruned how many partitions were left out when it ran
 * @param inputs what it is done to
 */
record PlanTree(String node, String place, long pruned, List<PlanTree> inputs) {

    /** The plan of a query that is not run. */
    static PlanTree of(Connection connection, String query, Object... values) throws SQLException {
        return explained(connection, "explain (format json) " + query, values);
    }

    /** The plan of a query that is run. */
    static PlanTree run(Connection connection, String query, Object... values) throws SQLException {
        return explained(connection, "explain (format json, analyze) " + query, values);
    }

    private static PlanTree explained(Connection connection, String query, Object... values) throws SQLException {
        String json = String.join("", Sql.column(connection, query, values));
        try {
            return of((Map<?, ?>) ((Map<?, ?>) JSONArrayUtils.parse(json).get(0)).get("Plan"));
        } catch (ParseException e) {
            throw new IllegalStateException(json, e);
        }
    }

    private static PlanTree of(Map<?, ?> plan) {
        List<PlanTree> inputs = list(plan).stream()
                .map(input -> (Map<?, ?>) input)
                .filter(input -> !"InitPlan".equals(input.get("Parent Relationship")))
                .map(PlanTree::of)
                .toList();
        if ("Result".equals(plan.get("Node Type")) && inputs.size() == 1) {
            return inputs.get(0); // a filter that is asked once
        }
        Object removed = plan.get("Subplans Removed");
        long idle = !"Append".equals(plan.get("Node Type"))
                ? 0
                : list(plan).stream()
                        .filter(input -> Double.valueOf(0).equals(number(((Map<?, ?>) input).get("Actual Loops"))))
                        .count();
        return new PlanTree(
                String.valueOf(plan.get("Node Type")),
                (text(plan.get("Relation Name")) + " " + text(plan.get("Index Name"))).strip(),
                idle + (removed == null ? 0 : ((Number) removed).longValue()),
                inputs);
    }

    private static List<?> list(Map<?, ?> plan) {
        Object inputs = plan.get("Plans");
        return inputs == null ? List.of() : (List<?>) inputs;
    }

    /** Whole numbers up to PostgreSQL 17, fractions from 18 on. */
    private static @Nullable Double number(@Nullable Object value) {
        return value == null ? null : ((Number) value).doubleValue();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** All that is done, in no order that matters. */
    List<String> nodes() {
        return all().map(PlanTree::node).toList();
    }

    Stream<PlanTree> all() {
        return Stream.concat(Stream.of(this), inputs.stream().flatMap(PlanTree::all));
    }

    /** One line for each node, indented. */
    String shape() {
        return shape("");
    }

    private String shape(String indent) {
        StringBuilder lines = new StringBuilder(indent + (node + " " + place).strip() + "\n");
        inputs.forEach(input -> lines.append(input.shape(indent + "  ")));
        return lines.toString();
    }
}
