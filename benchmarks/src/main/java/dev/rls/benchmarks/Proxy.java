package dev.rls.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between driver and server and adds a delay to each round trip, all of it on the way there: what the driver sends
 * before it waits is one read here, because it is far smaller than the driver's buffer.
 */
final class Proxy implements Closeable {

    /** A parked thread may wake up that much too late, so the rest is spent awake. */
    private static final long AWAKE = 150_000;

    private final ServerSocket front;
    private final int back;
    private volatile long delay;

    Proxy(int back) throws IOException {
        this.back = back;
        this.front = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    /** From now on. */
    void delay(int milliseconds) {
        delay = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    private void accept() throws IOException {
        while (!front.isClosed()) {
            Socket client = front.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), back);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> pump(client, server, true));
            start(() -> pump(server, client, false));
        }
    }

    private void pump(Socket from, Socket to, boolean delayed) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (delayed) {
                    await(System.nanoTime() + delay);
                }
                out.write(buffer, 0, read);
            }
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
        front.close();
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side hung up: the end of a connection, or of the run.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
