package dev.rls.liquibase;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The key set of an issuer on a real server, which can say other things too. */
public final class PublishedKeys implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile HttpHandler answer = exchange -> exchange.sendResponseHeaders(503, -1);

    public PublishedKeys() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.handle(exchange);
            }
        });
        server.start();
    }

    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/jwks.json");
    }

    public void are(JWK... keys) {
        says(new JWKSet(List.of(keys)).toString());
    }

    public void says(String body) {
        says(200, body);
    }

    public void says(int status, String body) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        does(exchange -> {
            exchange.sendResponseHeaders(status, octets.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(octets);
            }
        });
    }

    public void does(HttpHandler handler) {
        answer = handler;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
