package dev.rls.hibernate.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a server answers. The timeout of a request ends with the head of its response, so an answer that trickles is stopped
 * from outside; of one that is too long no more is kept than tells that it is.
 */
final class HttpAnswer {

    private static final int OK = 200;

    private HttpAnswer() {}

    /**
     * Asks.
     *
     * @param timeout until the last of the answer has come
     * @param most octets
     * @throws IOException if there is no good answer; it says nothing of the request
     */
    static String of(HttpClient client, HttpRequest request, Duration timeout, int most) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofByteArrayConsumer(
                        part -> part.filter(octets -> body.size() <= most).ifPresent(body::writeBytes)));
        try {
            int status = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode();
            if (status != OK || body.size() > most) {
                throw new IOException("status " + status + ", " + body.size() + " octets");
            }
            return body.toString(StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            answer.cancel(true);
        }
    }
}
