package dev.rls.spring.internal;

import dev.rls.RlsException;
import dev.rls.liquibase.keys.KeyFollower;
import dev.rls.liquibase.keys.KeyOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the keys of issuers on a thread of its own: at start, when migrations have run and before requests are taken, and
 * every few minutes. What fails is logged and tried again soon; the application runs with the keys that the database has.
 */
public final class KeyJob implements SmartLifecycle {

    private static final Log LOG = LogFactory.getLog(KeyJob.class);

    /** Before the web server, by a margin, so that the first request finds the keys of a new database. */
    private static final int BEFORE_REQUESTS = DEFAULT_PHASE - 4096;

    /** How long the start waits for the first round; an issuer that does not answer must not keep the application down. */
    private static final Duration START = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(30);

    private final List<KeyFollower> followers;
    private final Duration every;
    private final Map<String, List<KeyOutcome>> told = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledExecutorService scheduler;

    public KeyJob(List<KeyFollower> followers, Duration every) {
        this.followers = followers;
        this.every = every;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "rls-keys");
            thread.setDaemon(true);
            return thread;
        });
        scheduler = started;
        Future<?> first = started.submit(() -> round(started));
        try {
            first.get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // It goes on by itself, and tells what comes of it.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // a round throws nothing
        }
    }

    private void round(ScheduledExecutorService running) {
        boolean all = true;
        for (KeyFollower follower : followers) {
            all &= follow(follower);
        }
        Duration pause = all || every.compareTo(RETRY) < 0 ? every : RETRY;
        if (!running.isShutdown()) {
            Future<?> unused = running.schedule(() -> round(running), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Nothing that goes wrong with one issuer keeps the job from the others, or ends it. */
    private boolean follow(KeyFollower follower) {
        try {
            List<KeyOutcome> outcomes = follower.run();
            if (!outcomes.equals(told.put(follower.issuer(), outcomes))) {
                String line = "keys of issuer " + follower.issuer() + ": "
                        + outcomes.stream().map(KeyOutcome::toString).collect(Collectors.joining("; "));
                if (outcomes.stream().anyMatch(KeyOutcome::isRefused)) {
                    LOG.warn(line);
                } else {
                    LOG.info(line);
                }
            }
            return true;
        } catch (RlsException e) {
            LOG.error(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("keys of issuer " + follower.issuer() + " could not be followed", e);
        }
        return false;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = scheduler;
        scheduler = null;
        if (running != null) {
            running.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    @Override
    public int getPhase() {
        return BEFORE_REQUESTS;
    }
}
