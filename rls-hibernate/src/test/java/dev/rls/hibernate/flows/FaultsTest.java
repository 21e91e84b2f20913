package dev.rls.hibernate.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 64 threads over 4 connections, a thousand tenants, and faults at random: whoever borrows a connection after one sees his
 * own row, no other, and is bound. The seed is printed; {@code -Dfaults.seed} repeats it and {@code -Dfaults.transactions} takes
 * another number than 20,000.
 */
class FaultsTest {

    private static final int THREADS = 64;
    private static final int TENANTS = 1000;
    private static final int TRANSACTIONS = Integer.getInteger("faults.transactions", 20_000);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private static SessionFactory factory;
    private static HikariDataSource pool;

    private final Map<Faults, AtomicInteger> struck = new ConcurrentHashMap<>();
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws SQLException {
        Sources sources = Sources.compiled(List.of("-Arls.unit=faults"), Flow.sources());
        Place place = Flow.protectedBy(sources, "faults");
        place.truth("insert into plot (id, tenantid, name) select n, 't' || n, 'row of t' || n from generate_series(1, "
                + TENANTS + ") n");
        HikariConfig config = new HikariConfig();
        config.setDataSource(place.application());
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(120_000);
        config.setLeakDetectionThreshold(60_000);
        pool = new HikariDataSource(config);
        factory = sources.build(Place.connectBy(pool));
    }

    @AfterAll
    static void stop() {
        factory.close();
        pool.close();
    }

    @Test
    void nobodySeesAForeignRowOrLosesABind() throws InterruptedException {
        System.out.println("FaultsTest: seed " + SEED + ", " + TRANSACTIONS + " transactions");
        Claims[] tenants = IntStream.rangeClosed(1, TENANTS)
                .mapToObj(n -> Tenants.claims(Map.of("tenant_id", "t" + n)))
                .toArray(Claims[]::new);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < TRANSACTIONS; i++) {
            long seed = SEED + i;
            threads.execute(() -> unitOfWork(tenants, new Random(seed)));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.MINUTES)).isTrue();

        assertThat(wrong).isEmpty();
        assertThat(struck.keySet()).containsExactlyInAnyOrder(Faults.values());
        assertThat(seen.get() + failed.get()).isEqualTo(TRANSACTIONS);
        assertThat(seen).as("most go well").hasValueGreaterThan(TRANSACTIONS / 2);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    private void unitOfWork(Claims[] tenants, Random random) {
        int number = 1 + random.nextInt(TENANTS);
        // A fault every fourth time, a killed backend rarely: it costs a new connection.
        Faults fault = random.nextInt(4) == 0 ? Faults.values()[random.nextInt(Faults.values().length)] : Faults.NONE;
        if (fault == Faults.BACKEND_KILLED && random.nextInt(10) != 0) {
            fault = Faults.EXCEPTION;
        }
        struck.computeIfAbsent(fault, any -> new AtomicInteger()).incrementAndGet();
        Faults strikes = fault;
        try {
            List<String> names = ClaimsScope.call(
                    tenants[number - 1],
                    () -> random.nextInt(5) == 0
                            ? factory.fromSession(session -> work(session, strikes, random))
                            : factory.fromTransaction(session -> work(session, strikes, random)));
            check(number, strikes, names);
            seen.incrementAndGet();
        } catch (RuntimeException e) {
            failed.incrementAndGet();
            if (strikes == Faults.NONE) {
                wrong.add("nothing was wrong for t" + number + ", but " + e);
            }
        }
    }

    /** Rows before the fault and after it, whatever that did to the transaction. */
    private static List<String> work(Session session, Faults fault, Random random) {
        List<String> names = names(session);
        fault.strike(session, random);
        List<String> after = names(session);
        return names.equals(after) ? names : List.of(names + " and then " + after);
    }

    private static List<String> names(Session session) {
        // Native, so that only the database filters; it costs no look at all thousand, because the tenant leads nowhere
        // else.
        return session.createNativeQuery("select name from public.plot", String.class)
                .getResultList();
    }

    private void check(int number, Faults fault, List<String> names) {
        if (!names.equals(List.of("row of t" + number))) {
            wrong.add("t" + number + " saw " + names + " around " + fault);
        }
    }
}
