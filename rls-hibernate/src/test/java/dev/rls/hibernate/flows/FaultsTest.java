package dev.rls.hibernate.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.BoundDataSource;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 64 threads over 4 connections, a thousand tenants, and faults at random: whoever borrows a connection after one sees his
 * own row, no other, and is bound. The seed is printed; {@code -Dfaults.seed} repeats it and {@code -Dfaults.transactions} takes
 * another number than 20,000.
 */
class FaultsTest {

    private static final int THREADS = 64;
    private static final int TENANTS = 1000;
    private static final int TRANSACTIONS = Integer.getInteger("faults.transactions", 20_000);
    private static final String NAMES = "select name from public.plot";
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private static SessionFactory factory;
    private static HikariDataSource pool;
    private static JdbcTemplate jdbc;
    private static TransactionTemplate transaction;
    private static DSLContext jooq;

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
        DataSource bound = new BoundDataSource(pool);
        jdbc = new JdbcTemplate(bound);
        transaction = new TransactionTemplate(new JdbcTransactionManager(bound));
        jooq = DSL.using(bound, SQLDialect.POSTGRES);
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
            Road road = Road.values()[random.nextInt(Road.values().length)];
            List<String> names =
                    ClaimsScope.call(tenants[number - 1], () -> road.work(random.nextInt(5) != 0, strikes, random));
            check(number, strikes, names);
            seen.incrementAndGet();
        } catch (RuntimeException e) {
            failed.incrementAndGet();
            if (strikes == Faults.NONE) {
                wrong.add("nothing was wrong for t" + number + ", but " + e);
            }
        }
    }

    /** Hibernate's sessions, and what others do on a bound data source over the same pool. */
    private enum Road {
        HIBERNATE {
            @Override
            List<String> work(boolean inTransaction, Faults fault, Random random) {
                Function<Session, List<String>> work = session -> session.doReturningWork(
                        connection -> around(() -> names(session), () -> fault.strike(connection, random)));
                return inTransaction ? factory.fromTransaction(work) : factory.fromSession(work);
            }

            // Native, so that only the database filters; it costs no look at all thousand, because the tenant leads
            // nowhere
            // else.
            private List<String> names(Session session) {
                return session.createNativeQuery(NAMES, String.class).getResultList();
            }
        },
        JDBC_TEMPLATE {
            @Override
            List<String> work(boolean inTransaction, Faults fault, Random random) {
                Supplier<List<String>> work = () -> around(
                        () -> jdbc.queryForList(NAMES, String.class),
                        () -> jdbc.execute((ConnectionCallback<@Nullable Object>) connection -> {
                            fault.strike(connection, random);
                            return null;
                        }));
                return inTransaction ? transaction.execute(status -> work.get()) : work.get();
            }
        },
        JOOQ {
            @Override
            List<String> work(boolean inTransaction, Faults fault, Random random) {
                return inTransaction
                        ? jooq.transactionResult(begun -> work(begun.dsl(), fault, random))
                        : work(jooq, fault, random);
            }

            private List<String> work(DSLContext context, Faults fault, Random random) {
                return around(
                        () -> context.fetch(NAMES).getValues(0, String.class),
                        () -> context.connection(connection -> fault.strike(connection, random)));
            }
        };

        abstract List<String> work(boolean inTransaction, Faults fault, Random random);

        /** Rows before the fault and after it, whatever that did to the transaction. */
        static List<String> around(Supplier<List<String>> seen, Strike fault) {
            List<String> names = seen.get();
            try {
                fault.strike();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            List<String> after = seen.get();
            return names.equals(after) ? names : List.of(names + " and then " + after);
        }
    }

    private interface Strike {
        void strike() throws SQLException;
    }

    private void check(int number, Faults fault, List<String> names) {
        if (!names.equals(List.of("row of t" + number))) {
            wrong.add("t" + number + " saw " + names + " around " + fault);
        }
    }
}
