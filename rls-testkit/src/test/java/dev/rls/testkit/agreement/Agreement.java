package dev.rls.testkit.agreement;

import dev.rls.claims.Claims;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.testkit.internal.EvaluatorReading;
import dev.rls.testkit.internal.Outcome;
import dev.rls.testkit.internal.Reading;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Generates batches, lets all readings decide each case, and counts. */
final class Agreement {

    /** Faults are let loose on so many batches; each is noticed long before. */
    private static final int ATTACKED = 10;

    /** After so many the run ends: something is wrong with all of it. */
    private static final int ENOUGH = 50;

    private final long seed;
    private final int batches;
    private final UnaryOperator<Claims> arriving;
    private final Tally tally = new Tally();
    private final Mutants mutants = new Mutants();
    private final Instant begin = Instant.now();

    Agreement(long seed, int cases) {
        this(seed, cases, UnaryOperator.identity());
    }

    /**
     * An agreement to be found.
     *
     * @param arriving how claims come to a session
     */
    Agreement(long seed, int cases, UnaryOperator<Claims> arriving) {
        this.seed = seed;
        this.arriving = arriving;
        this.batches = (cases + perBatch() - 1) / perBatch();
    }

    private static int perBatch() {
        return BatchPlan.ENTITIES * BatchPlan.CASES;
    }

    Tally tally() {
        return tally;
    }

    Mutants mutants() {
        return mutants;
    }

    Agreement run(int threads) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<? extends Future<?>> running = IntStream.range(0, threads)
                    .mapToObj(i -> workers.submit(() -> {
                        for (int b = next.getAndIncrement(); b < batches; b = next.getAndIncrement()) {
                            if (tally.disagreements().size() < ENOUGH) {
                                batch(b);
                                progress(b);
                            }
                        }
                    }))
                    .toList();
            for (Future<?> worker : running) {
                worker.get();
            }
        } finally {
            workers.shutdownNow();
        }
        return this;
    }

    /** One batch in five runs on the oldest version of PostgreSQL. */
    static Version version(int batch) {
        return batch % 5 == 4 ? Version.V15 : Version.V18;
    }

    private void batch(int number) {
        BatchPlan plan = BatchPlan.generate(seed, number);
        MessageDigest digest = Tally.sha256();
        Tally.add(digest, plan.team());
        plan.folders().forEach(row -> Tally.add(digest, Case.stable(row)));
        plan.teams().forEach(row -> Tally.add(digest, Case.stable(row)));
        Map<Integer, Map<Case, Outcome>> agreed = new LinkedHashMap<>();
        try (Batch batch = new Batch(plan, version(number))) {
            for (int doc = 0; doc < plan.docs().size(); doc++) {
                EntitySpec spec = plan.docs().get(doc);
                tally.policy(spec);
                Tally.add(digest, spec.policies());
                plan.rows().get(doc).forEach(row -> Tally.add(digest, Case.stable(row)));
                EvaluatorReading evaluator = batch.evaluator(doc);
                List<Reading> readings = batch.readings(doc);
                Map<Case, Outcome> right = agreed.computeIfAbsent(doc, d -> new LinkedHashMap<>());
                for (Case each : plan.cases().get(doc)) {
                    Map<String, Outcome> outcomes = outcomes(readings, each, arriving);
                    Outcome first = outcomes.get(evaluator.name());
                    Tally.add(digest, each.text() + " " + first);
                    Verdict verdict = Verdict.of(each, outcomes, evaluator);
                    if (verdict != Verdict.APART) {
                        tally.agreed(each, first, verdict, evaluator.isMixed(each.act(), each.claims()));
                        if (each.unread().isEmpty()) {
                            right.put(each, first);
                        } else {
                            mutants.attack(batch, doc, each, outcomes);
                        }
                    } else {
                        Disagreement found = new Disagreement(number, plan, doc, each, outcomes);
                        System.out.println(found.text()); // now, because the run may take an hour yet
                        tally.disagreed(found);
                    }
                }
            }
            if (number < ATTACKED) {
                mutants.attack(batch, agreed);
            }
        }
        tally.digest(number, digest.digest());
    }

    static Map<String, Outcome> outcomes(List<Reading> readings, Case each, UnaryOperator<Claims> arriving) {
        Claims claims = arriving.apply(each.claims());
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (Reading reading : readings) {
            Outcome outcome;
            try {
                outcome = reading.read(each.act(), claims);
            } catch (RuntimeException e) {
                Throwable root = e;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                outcome = new Outcome("failed: " + root);
            }
            outcomes.put(reading.name(), outcome);
        }
        return outcomes;
    }

    private void progress(int batch) {
        if (batch % 10 == 9) {
            Duration taken = Duration.between(begin, Instant.now());
            System.out.printf(
                    "agreement: %,d of %,d cases, %,d policies, %.0f %% mixed, %d disagreements, %d faults alive, %.0f cases/s%n",
                    tally.cases(),
                    batches * perBatch(),
                    tally.distinctPolicies(),
                    100 * tally.mixedShare(),
                    tally.disagreements().size(),
                    mutants.alive().size(),
                    1000.0 * tally.cases() / taken.toMillis());
        }
    }
}
