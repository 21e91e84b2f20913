package dev.rls.hibernate.internal.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between driver and server and counts how often the driver speaks after the server spoke: the round trips. */
final class RoundTrips implements Closeable {

    private final ServerSocket front;
    private final int back;
    private final AtomicInteger turns = new AtomicInteger();
    private volatile boolean serverSpokeLast = true;

    RoundTrips(int back) throws IOException {
        this.back = back;
        this.front = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return front.getLocalPort();
    }

    int count() {
        return turns.get();
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

    private void pump(Socket from, Socket to, boolean ofClient) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (ofClient && serverSpokeLast) {
                    turns.incrementAndGet();
                }
                serverSpokeLast = !ofClient;
                out.write(buffer, 0, read);
                out.flush();
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
                // One side hung up: the end of a connection, or of the test.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
