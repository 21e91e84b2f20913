package dev.rls.liquibase.keys;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer publishes its keys.
 *
 * @param uri an https or file URI, or an http one of this machine
 * @param timeout how long the answer may take, from the first byte sent to the last one received
 */
record KeySetLocation(URI uri, Duration timeout) {

    /** More than any issuer publishes. */
    static final int LIMIT = 256 * 1024;

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Follows no redirect, which could lead to where nobody meant to look. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    KeySetLocation {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean allowed = switch (scheme) {
            case "https" -> uri.getHost() != null && uri.getUserInfo() == null;
            case "http" -> uri.getHost() != null && uri.getUserInfo() == null && THIS_MACHINE.contains(uri.getHost());
            case "file" -> isPath(uri);
            default -> false;
        };
        if (!allowed) {
            throw KeyMessages.location(uri);
        }
    }

    /** The text that is there now. */
    String fetch() {
        try {
            byte[] octets = "file".equalsIgnoreCase(uri.getScheme()) ? read() : get();
            if (octets.length > LIMIT) {
                throw notFetched("it has more than " + LIMIT / 1024 + " KiB");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw notFetched(describe(e));
        }
    }

    private static boolean isPath(URI uri) {
        try {
            return Path.of(uri).isAbsolute();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return false;
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(uri))) {
            return in.readNBytes(LIMIT + 1);
        }
    }

    private byte[] get() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        // The timeout of a request ends with the head of its response: an answer that trickles has to be stopped from
        // outside.
        CompletableFuture<HttpResponse<byte[]>> answer =
                CLIENT.sendAsync(request, head -> new LimitedBody(head.statusCode() == 200 ? LIMIT : 0));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw notFetched("it answers with status " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw notFetched("it did not answer within " + timeout.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            throw notFetched(describe(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notFetched("the run was ended");
        } finally {
            answer.cancel(true);
        }
    }

    private KeysNotFollowedException notFetched(String why) {
        return KeyMessages.notFetched(uri, why);
    }

    /** Some of these have no message. */
    private static String describe(@Nullable Throwable e) {
        if (e == null) {
            return "it failed";
        }
        String message = e.getMessage();
        return e.getClass().getSimpleName()
                + (message == null ? "" : ", " + message.lines().findFirst().orElse(""));
    }
}
