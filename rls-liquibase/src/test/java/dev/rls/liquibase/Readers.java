package dev.rls.liquibase;

import static dev.rls.liquibase.Invoices.tenants;

import dev.rls.fixtures.TestIssuer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two tenants that read in one transaction after the other, whatever is done to the database meanwhile. */
final class Readers implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("RLS\\d{3}");

    /** What one of them saw and should not have. */
    final Set<String> foreign = new ConcurrentSkipListSet<>();

    /** Errors, by their code or their text. */
    final Set<String> errors = new ConcurrentSkipListSet<>();

    private final List<AtomicInteger> reads = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    Readers(Invoices invoices) {
        for (String tenant : List.of("acme", "globex")) {
            String token = TestIssuer.sign(
                    invoices.issuer().secret(), Map.of("sub", "alice", "tenant_id", tenant), builder -> {});
            AtomicInteger count = new AtomicInteger();
            reads.add(count);
            Thread thread = new Thread(() -> {
                while (!ended) {
                    read(invoices, tenant, token, count);
                }
            });
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        await();
    }

    private void read(Invoices invoices, String tenant, String token, AtomicInteger count) {
        try (Connection connection = invoices.bound(token)) {
            while (!ended) {
                for (int i = 0; i < 3; i++) {
                    List<String> seen = tenants(connection);
                    if (!seen.equals(List.of(tenant))) {
                        foreign.add(tenant + " saw " + seen);
                    }
                    count.incrementAndGet();
                }
                connection.rollback();
                Thread.sleep(1); // others need the machine too
                Invoices.bind(connection, token);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (SQLException e) {
            Matcher code = CODE.matcher(String.valueOf(e.getMessage()));
            errors.add(code.find() ? code.group() : String.valueOf(e.getMessage()));
        }
    }

    /** Returns when each of them has read again, as often as a transaction does and more. */
    void await() {
        List<Integer> before = reads.stream().map(AtomicInteger::get).toList();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (int i = 0; i < before.size(); i++) {
            while (reads.get(i).get() < before.get(i) + 10) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the readers do not get on: " + errors);
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
