package dev.rls.hibernate.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.RoundTrips;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Units of work as applications write them, through a proxy that counts: with policies and bound claims they take as many
 * round trips as without this library, and no connection more or earlier.
 */
class FlowsTest {

    private static final Path CSV = Path.of("target", "round-trips.csv");

    /** Where the driver lets nothing be sent before: see docs/connections.md. */
    private static final Map<String, Integer> LISTED =
            Map.of("batch-of-inserts", 1, "batch-first", 1, "stored-procedure", 1);

    private static final Map<String, Wire> WIRES = new HashMap<>();
    private static final Map<String, SessionFactory> FACTORIES = new HashMap<>();
    private static final List<RoundTrips> PROXIES = new ArrayList<>();

    @BeforeAll
    static void start() throws SQLException, IOException {
        Sources sources = Sources.compiled(List.of("-Arls.unit=flows"), Flow.sources());
        Place free = Place.bare(Version.V18);
        sources.createTables(free);
        Place held = Flow.protectedBy(sources, "flows");
        for (Place place : List.of(free, held)) {
            place.owner(
                    "grant select, insert, update, delete on all tables in schema public to application",
                    "grant usage on all sequences in schema public to application",
                    Flow.FUNCTION);
            place.truth(Flow.ROWS);
        }
        FACTORIES.put("unprotected", sources.buildWithoutLibrary(settings("unprotected", free)));
        FACTORIES.put("protected", sources.build(settings("protected", held)));
    }

    private static Map<String, Object> settings(String mode, Place place) throws IOException, SQLException {
        RoundTrips proxy = new RoundTrips(place.database().port());
        PROXIES.add(proxy);
        Wire wire = new Wire(proxy, place.database().name(), PostgresServer.APPLICATION, PostgresServer.PASSWORD);
        WIRES.put(mode, wire);
        Map<String, Object> settings = new HashMap<>(Place.connectBy(wire.dataSource()));
        settings.put("hibernate.jdbc.batch_size", 10);
        return settings;
    }

    @AfterAll
    static void stop() throws IOException {
        FACTORIES.values().forEach(SessionFactory::close);
        for (RoundTrips proxy : PROXIES) {
            proxy.close();
        }
    }

    @Test
    void aFlowCostsWhatItCostsWithoutUs() throws IOException {
        List<String> csv = new ArrayList<>(List.of("flow,mode,round_trips"));
        Map<String, Integer> more = new HashMap<>();
        for (Flow flow : Flow.values()) {
            Cost unprotected = cost("unprotected", flow);
            Cost protectedCost = cost("protected", flow);
            csv.add(flow.id() + ",unprotected," + unprotected.roundTrips());
            csv.add(flow.id() + ",protected," + protectedCost.roundTrips());
            assertThat(protectedCost.taken()).as("connections of %s", flow.id()).isEqualTo(unprotected.taken());
            if (protectedCost.roundTrips() != unprotected.roundTrips()) {
                more.put(flow.id(), protectedCost.roundTrips() - unprotected.roundTrips());
            }
        }
        Files.writeString(CSV, String.join("\n", csv) + "\n");
        assertThat(more).isEqualTo(LISTED);
    }

    private record Cost(int roundTrips, int taken) {}

    /** Of a third time: at the first the driver may ask the server about itself, at the second a statement is described. */
    private static Cost cost(String mode, Flow flow) {
        SessionFactory factory = FACTORIES.get(mode);
        Wire wire = WIRES.get(mode);
        Cost cost = null;
        for (int time = 0; time < 3; time++) {
            int trips = wire.roundTrips();
            int taken = wire.taken();
            List<String> seen = ClaimsScope.call(Tenants.ACME, () -> flow.run(factory));
            cost = new Cost(wire.roundTrips() - trips, wire.taken() - taken);
            if (flow.sees()) {
                assertThat(seen).as("%s %s", mode, flow.id()).isNotEmpty().allMatch(name -> name.startsWith("a"));
            }
        }
        return cost;
    }
}
