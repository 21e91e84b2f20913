package dev.rls.liquibase;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestIssuer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * What policies and binds cost the server, in CPU time of the backend, which other work on the machine disturbs least;
 * docs/performance.md has the command and the figures.
 */
@EnabledIfSystemProperty(named = "benchmark", matches = "true")
class PolicyBenchmark {

    private static final int INVOICES = Integer.getInteger("benchmark.rows", 5_000_000);
    private static final int ROUNDS = 15;

    /** As a query writes it, and what is left of it where the policy stands alone. */
    private record Query(String name, String text, String tenant) {

        String written(String schema) {
            return text.formatted(schema).replace('|', ' ');
        }

        String left(String schema) {
            return text.formatted(schema).replaceAll("\\|[^|]*\\|", " ");
        }
    }

    /** With the number of executions after which the driver keeps a statement on the server. */
    private record Way(String name, Connection connection, String sql, Object[] values, int threshold) {

        /** As the library has the driver send statements after the bind. */
        Way kept() {
            return new Way(name + ", kept on the server", connection, sql, values, 1);
        }
    }

    private static final String PAGE =
            "select * from %1$s.invoice i where true|and i.tenant_id = ?|order by i.id limit 50";
    private static final String COUNT = "select count(*) from %1$s.invoice i where true|and i.tenant_id = ?|";

    private static final List<Query> QUERIES = List.of(
            new Query(
                    "one row by key",
                    "select * from %1$s.invoice i where i.id = 46|and i.tenant_id = ?|",
                    ScaleTables.SMALL),
            new Query("page of 50", PAGE, ScaleTables.SMALL),
            new Query("count of 450", COUNT, ScaleTables.SMALL),
            new Query(
                    "join of three tables",
                    "select count(*) from %1$s.customer c join %1$s.invoice i on i.customer_id = c.id|and i.tenant_id = ?|join"
                            + " %1$s.payment p on p.invoice_id = i.id|and p.tenant_id = ?|where c.id = 46|and c.tenant_id = ?|",
                    ScaleTables.SMALL),
            new Query("large tenant, page of 50", PAGE, ScaleTables.BIG),
            new Query(
                    "large tenant, filter and page",
                    "select * from %1$s.invoice i where i.status = 'open'|and i.tenant_id = ?|order by i.id limit 50",
                    ScaleTables.BIG),
            new Query("large tenant, count of 500,000", COUNT, ScaleTables.BIG));

    @Test
    void policies() throws SQLException {
        Invoices database = database();
        Sql migrator = database.database().migrator();
        for (String schema : List.of("ours", "theirs")) {
            migrator.execute("create schema " + schema, "grant usage on schema " + schema + " to rls_app");
            ScaleTables.fill(migrator, schema, INVOICES);
        }
        ScaleTables.protect(database, "ours");
        for (String table : List.of("customer", "invoice", "payment")) {
            // As the schema tool of Hibernate 8.0.0.Beta1 writes it.
            migrator.execute(
                    "create policy hibernate_tenant_isolation on theirs." + table
                            + " using (tenant_id = cast(nullif(current_setting('hibernate.tenant_id', true), '') as varchar(255))"
                            + " or coalesce(cast(nullif(current_setting('hibernate.tenant_id_root', true), '') as boolean), false))",
                    "alter table theirs." + table + " enable row level security",
                    "alter table theirs." + table + " force row level security",
                    "grant select on theirs." + table + " to rls_app");
        }
        System.out.printf(
                "POLICIES %d invoices, %s%n",
                INVOICES, database.database().superuser().value("show server_version"));
        for (Query query : QUERIES) {
            List<Way> ways = List.of(
                    way("by hand", unprotected(database), query.written("ours"), query),
                    way("predicate and policy", bound(database, query.tenant()), query.written("ours"), query),
                    way("policy alone", bound(database, query.tenant()), query.left("ours"), query),
                    way(
                            "Hibernate 8, predicate and policy",
                            hibernate(database, query),
                            query.written("theirs"),
                            query),
                    way("Hibernate 8, policy alone", hibernate(database, query), query.left("theirs"), query),
                    way("by hand, generic plan", generic(unprotected(database)), query.written("ours"), query),
                    way(
                            "predicate and policy, generic plan",
                            generic(bound(database, query.tenant())),
                            query.written("ours"),
                            query));
            print(query.name(), measure(ways), Map.of(6, 5));
            for (Way way : ways) {
                way.connection().close();
            }
        }
    }

    @Test
    void binds() throws SQLException, JOSEException {
        Invoices database = database();
        database.database().migrator().column("select rls.declare_claim('note')");
        JWK ec = new ECKeyGenerator(Curve.P_256)
                .keyID("ec")
                .algorithm(JWSAlgorithm.ES256)
                .generate();
        JWK ed = new OctetKeyPairGenerator(Curve.Ed25519)
                .keyID("ed")
                .algorithm(JWSAlgorithm.EdDSA)
                .generate();
        database.register(ec.toPublicJWK().toJSONString());
        database.register(ed.toPublicJWK().toJSONString());
        System.out.printf("BINDS %s%n", database.database().superuser().value("show server_version"));
        for (String size : List.of("short", "1 KiB")) {
            Map<String, Object> claims =
                    Map.of("tenant_id", "acme", "note", "x".repeat(size.equals("short") ? 1 : 900));
            Sql application = database.database().application();
            String rsa = TestIssuer.sign(database.issuer().rsa(), claims, builder -> {});
            String ticket = application.value("select rls.exchange(?)", rsa);
            String json = JSONObjectUtils.toJSONString(claims);
            String api = database.database()
                    .migrator()
                    .value("select rls.issue_api_token(?::jsonb, now() + interval '1 hour')", json);
            Connection trusted = database.boundToClaims(json);
            Connection bound = database.bound(rsa);
            Way nothing = way(bound, "nothing", "select ?", "x");
            Way claimText = way(bound, "claim_text", "select rls.claim_text(?)", "tenant_id");
            Way findText = way(bound, "find_text", "select rls.find_text(?)", "tenant_id");
            print(
                    size,
                    measure(List.of(nothing.kept(), claimText.kept(), findText.kept())),
                    claimText.kept(),
                    findText.kept());
            List<Way> ways = List.of(
                    nothing,
                    claimText,
                    findText,
                    way(bound, "bind_ticket", "select rls.bind_ticket(?)", ticket),
                    way(
                            bound,
                            "bind, HS256",
                            "select rls.bind(?)",
                            TestIssuer.sign(database.issuer().secret(), claims, b -> {})),
                    way(bound, "bind, RS256", "select rls.bind(?)", rsa),
                    way(bound, "bind, ES256", "select rls.bind(?)", TestIssuer.sign(ec, claims, b -> {})),
                    way(bound, "bind, EdDSA", "select rls.bind(?)", TestIssuer.sign(ed, claims, b -> {})),
                    way(bound, "bind_api_token", "select rls.bind_api_token(?)", api),
                    way(trusted, "bind_claims", "select rls.bind_claims(?::jsonb)", json));
            // Many calls in one statement: what a call costs without what a statement costs.
            List<Way> repeated = List.of(
                    way(bound, "a thousand times nothing", "select count(lower(?)) from generate_series(1, 1000)", "x"),
                    way(
                            bound,
                            "claim_text",
                            "select count(rls.claim_text(?)) from generate_series(1, 1000)",
                            "tenant_id"),
                    way(
                            bound,
                            "find_text",
                            "select count(rls.find_text(?)) from generate_series(1, 1000)",
                            "tenant_id"),
                    way(
                            bound,
                            "bind_ticket",
                            "select count(rls.bind_ticket(?)) from generate_series(1, 1000)",
                            ticket));
            double[][] all = measure(repeated);
            for (int i = 1; i < repeated.size(); i++) {
                double[] each = new double[ROUNDS];
                for (int round = 0; round < ROUNDS; round++) {
                    each[round] = (all[i][round] - all[0][round]) / 1000;
                }
                System.out.printf(
                        Locale.ROOT,
                        "BINDS %-6s %-16s %8.1f us in a row%n",
                        size,
                        repeated.get(i).name(),
                        median(each));
            }
            print(size, measure(ways), ways.subList(1, ways.size()).toArray(Way[]::new));
        }
    }

    /** What each took beyond the first. */
    private static void print(String size, double[][] times, Way... others) {
        for (int i = 1; i < times.length; i++) {
            double[] more = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                more[round] = times[i][round] - times[0][round];
            }
            System.out.printf(Locale.ROOT, "BINDS %-6s %-36s %8.1f us%n", size, others[i - 1].name(), median(more));
        }
    }

    private static Invoices database() throws SQLException {
        Invoices database = Invoices.create(Version.V18);
        // What the backend has used; never where anything is to be protected.
        database.database()
                .superuser()
                .execute(
                        "grant pg_read_server_files to application, " + Invoices.TRUSTED,
                        "grant execute on function pg_read_file(text) to application, " + Invoices.TRUSTED);
        return database;
    }

    private static Way way(String name, Connection connection, String sql, Query query) throws SQLException {
        return new Way(
                name,
                connection,
                sql,
                sql.chars().filter(c -> c == '?').mapToObj(c -> query.tenant()).toArray(),
                connection.unwrap(PGConnection.class).getPrepareThreshold());
    }

    private static Way way(Connection connection, String name, String sql, String value) {
        return new Way(name, connection, sql, new Object[] {value}, 0);
    }

    private static Connection unprotected(Invoices database) throws SQLException {
        Connection connection = database.database().superuser().connect();
        connection.setAutoCommit(false);
        return knowingValues(connection);
    }

    private static Connection bound(Invoices database, String tenant) throws SQLException {
        return knowingValues(database.boundTo(tenant));
    }

    private static Connection hibernate(Invoices database, Query query) throws SQLException {
        Connection connection = database.unbound();
        Sql.column(connection, "select set_config('hibernate.tenant_id', ?, true)", query.tenant());
        return knowingValues(connection);
    }

    /** Planned anew each time, as the first statement of a transaction is, which carries the bind. */
    private static Connection knowingValues(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
        return connection;
    }

    private static Connection generic(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        Sql.execute(connection, "set plan_cache_mode = force_generic_plan");
        return connection;
    }

    /** Microseconds of CPU for each way in each round, one way after the other, each for some 20 milliseconds. */
    private static double[][] measure(List<Way> ways) throws SQLException {
        double[][] used = new double[ways.size()][ROUNDS];
        List<PreparedStatement> statements = new ArrayList<>();
        for (Way way : ways) {
            PreparedStatement statement = way.connection().prepareStatement(way.sql());
            statement.unwrap(PGStatement.class).setPrepareThreshold(way.threshold());
            for (int i = 0; i < way.values().length; i++) {
                statement.setObject(i + 1, way.values()[i]);
            }
            statements.add(statement);
        }
        int[] times = new int[ways.size()];
        for (int round = -2; round < ROUNDS; round++) {
            for (int i = 0; i < ways.size(); i++) {
                times[i] = round == -2 ? 1 : times[i];
                double before = cpu(ways.get(i).connection());
                for (int time = 0; time < times[i]; time++) {
                    try (ResultSet rows = statements.get(i).executeQuery()) {
                        while (rows.next()) {
                            rows.getObject(1);
                        }
                    }
                }
                double each = (cpu(ways.get(i).connection()) - before) / times[i];
                if (round >= 0) {
                    used[i][round] = each;
                } else {
                    times[i] = (int) Math.max(1, Math.min(400, 20_000 / each));
                }
            }
        }
        return used;
    }

    /** Linux counts nanoseconds of each thread, and a backend has one. */
    private static double cpu(Connection connection) throws SQLException {
        String schedule = Sql.column(connection, "select pg_read_file('/proc/self/schedstat')")
                .get(0);
        return Long.parseLong(schedule.substring(0, schedule.indexOf(' '))) / 1e3;
    }

    /** Medians, and the medians of the ratios to the same round's first way or another one. */
    private static void print(String name, double[][] used, Map<Integer, Integer> others) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < used.length; i++) {
            double[] base = used[others.getOrDefault(i, 0)];
            double[] ratios = new double[ROUNDS];
            double[] own = used[i];
            Arrays.setAll(ratios, round -> own[round] / base[round]);
            line.append(
                    i == 0 || i == 5
                            ? " | %.0f".formatted(median(own))
                            : String.format(Locale.ROOT, " | %.2f", median(ratios)));
        }
        System.out.println("POLICIES | " + name + line + " |");
    }

    private static double median(double[] values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
