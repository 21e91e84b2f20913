package dev.rls.hibernate.token;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** An answer that goes on until whoever asked hangs up. */
final class Trickle {

    private Trickle() {}

    static void answer(HttpExchange exchange) throws IOException {
        try (OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
