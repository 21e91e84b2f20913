package dev.rls.benchmarks;

import dev.rls.fixtures.Relay;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between driver and server and adds a delay to each round trip, all of it on the way there: what the driver sends
 * before it waits is one read here, because it is far smaller than the driver's buffer.
 */
final class Proxy implements Closeable {

    /** A parked thread may wake up that much too late, so the rest is spent awake. */
    private static final long AWAKE = 150_000;

    private final Relay relay;
    private volatile long delay;

    Proxy(int back) throws IOException {
        relay = new Relay(back, this::delay);
    }

    int port() {
        return relay.port();
    }

    /** From now on. */
    void delay(int milliseconds) {
        delay = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    private void delay(boolean ofClient) {
        if (ofClient) {
            await(System.nanoTime() + delay);
        }
    }

    private static void await(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            if (left > AWAKE) {
                LockSupport.parkNanos(left - AWAKE);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        relay.close();
    }
}
