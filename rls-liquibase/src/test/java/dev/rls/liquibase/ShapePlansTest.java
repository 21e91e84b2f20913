package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.MarkedBlocks.Block;
import dev.rls.fixtures.Sql;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans on the page about shapes are those of PostgreSQL, with the policies that are generated and its indexes. */
class ShapePlansTest extends InvoicesOnEveryPostgres {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-zA-Z][\\w.]*)");

    /** Who runs a query: the claims as the page shows them, and the values of the filter's parameters. */
    private record User(String claims, Map<String, Object> values) {

        static User of(String tenant, String... tenants) {
            String set = String.join("\", \"", tenants);
            return new User(
                    """
                    {"tenant_id": "%s", "sub": "user-8", "roles": ["auditor", "clerk"], "team": ["user-8", "user-9"],
                     "org": {"root": "/7/3/"}, "tenants": ["%s"]}""".formatted(tenant, set),
                    Map.of(
                            "tenantId",
                            tenant,
                            "tenant_id",
                            tenant,
                            "sub",
                            "user-8",
                            "roles",
                            new String[] {"auditor", "clerk"},
                            "team",
                            new String[] {"user-8", "user-9"},
                            "org.root",
                            "/7/3/",
                            "tenants",
                            tenants));
        }
    }

    private static final Map<String, User> USERS =
            Map.of("acme", User.of("acme", "acme", "tenant-7"), "tenant-7", User.of("tenant-7", "tenant-7"));

    @BeforeParameterizedClassInvocation
    static void tables() throws SQLException, IOException {
        ShapeTables.create(invoices);
    }

    static List<Block> plans() {
        return ShapeTables.documented("plan");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void aPlanIsAsDocumented(Block block) throws SQLException {
        String query = block.text().substring(0, block.text().indexOf(";\n"));
        List<String> plan = plan(USERS.get(block.about()), query);
        String documented = block.text().substring(query.length() + 2);
        String actual = String.join("\n", plan);

        assertThat(actual).matches(Pattern.compile(pattern(documented), Pattern.DOTALL));
        if (!documented.contains("Sort")) {
            assertThat(actual).doesNotContain("Sort");
        }
        if (!documented.contains("Seq Scan")) {
            assertThat(actual).doesNotContain("Seq Scan");
        }
    }

    private List<String> plan(User user, String query) throws SQLException {
        try (Connection connection = invoices.boundToClaims(user.claims())) {
            List<Object> values = new ArrayList<>();
            for (MatchResult parameter : PARAMETER.matcher(query).results().toList()) {
                Object value = user.values().get(parameter.group(1));
                values.add(value instanceof String[] array ? array(connection, array) : value);
            }
            String explain = "explain (costs off) " + PARAMETER.matcher(query).replaceAll("?");
            return Sql.column(connection, explain, values.toArray()).stream()
                    .map(ShapePlansTest::comparable)
                    .toList();
        }
    }

    private static Array array(Connection connection, String[] values) throws SQLException {
        return connection.createArrayOf("varchar", values);
    }

    /** Lines of the page in their order, with others between them where there is a gap in the page or an InitPlan. */
    private static String pattern(String documented) {
        return documented
                .lines()
                .map(line -> line.strip().equals("…") ? ".*" : pieces(comparable(line)))
                .collect(Collectors.joining("\n(?:[^\n]*\n)*?"))
                .concat("(?:\n.*)?");
    }

    private static String pieces(String line) {
        return List.of(line.split("…", -1)).stream().map(Pattern::quote).collect(Collectors.joining("[^\n]*"));
    }

    /** PostgreSQL 15 and 18 write the same plan in slightly different words. */
    private static String comparable(String line) {
        return line.strip()
                .replaceAll("\\(ANY \\(\\w+ = \\(hashed SubPlan \\d+\\)\\.col1\\)\\)", "(hashed SubPlan)")
                .replaceAll("SubPlan \\d+", "SubPlan")
                .replaceAll("\\(InitPlan \\d+\\)\\.col1|\\$\\d+", "\\$");
    }
}
