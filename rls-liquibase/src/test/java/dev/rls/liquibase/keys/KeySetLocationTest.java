package dev.rls.liquibase.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.liquibase.PublishedKeys;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class KeySetLocationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PublishedKeys server = new PublishedKeys();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsPublishedIsFetchedEachTime() {
        server.says("{\"é\":1}");
        assertThat(at(server.uri()).fetch()).isEqualTo("{\"é\":1}");
        server.says("{}");
        assertThat(at(server.uri()).fetch()).isEqualTo("{}");
    }

    @Test
    void aFileIsRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("jwks.json");
        assertThatThrownBy(() -> at(file.toUri()).fetch()).hasMessageContaining("NoSuchFileException");
        Files.writeString(file, "{}");
        assertThat(at(file.toUri()).fetch()).isEqualTo("{}");
        Files.writeString(file, " ".repeat(KeySetLocation.LIMIT + 1));
        assertThatThrownBy(() -> at(file.toUri()).fetch()).hasMessageContaining("it has more than 256 KiB");
    }

    @Test
    void aRedirectIsNotFollowed() {
        AtomicBoolean followed = new AtomicBoolean();
        server.does(exchange -> {
            followed.set(followed.get() || exchange.getRequestURI().getPath().equals("/elsewhere"));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        });

        assertThatThrownBy(() -> at(server.uri()).fetch())
                .isInstanceOf(KeysNotFollowedException.class)
                .hasMessageStartingWith("RLS802: ")
                .hasMessageContaining("it answers with status 302");
        assertThat(followed).isFalse();
    }

    @Test
    void asMuchIsTakenAsTheLimitSays() {
        server.says(" ".repeat(KeySetLocation.LIMIT));
        assertThat(at(server.uri()).fetch()).hasSize(KeySetLocation.LIMIT);
        server.says(" ".repeat(KeySetLocation.LIMIT + 1));
        assertThatThrownBy(() -> at(server.uri()).fetch()).hasMessageContaining("it has more than 256 KiB");
    }

    /** The one who answers does not end. */
    @Test
    void anAnswerWithoutEndIsCutOff() {
        server.does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[64 * 1024]);
            }
        });
        assertThatThrownBy(() -> at(server.uri()).fetch()).hasMessageContaining("it has more than 256 KiB");
    }

    @Test
    void anAnswerThatTricklesIsNotWaitedFor() {
        CountDownLatch end = new CountDownLatch(1);
        server.does(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertThatThrownBy(() -> new KeySetLocation(server.uri(), Duration.ofSeconds(1)).fetch())
                    .hasMessageContaining("it did not answer within 1 seconds");
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/jwks.json",
                "http://localhost.example/jwks.json",
                "ftp://localhost/jwks.json",
                "jar:file:/keys.jar!/jwks.json",
                "jwks.json",
                "https:jwks.json",
                "file:jwks.json",
                "file://issuer.example/jwks.json"
            })
    void keysComeFromNowhereElse(String uri) {
        assertThatThrownBy(() -> at(URI.create(uri)))
                .isInstanceOf(KeysNotFollowedException.class)
                .hasMessageStartingWith("RLS800: the keys of an issuer cannot be fetched from " + uri + ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example/jwks.json",
                "HTTPS://issuer.example",
                "http://127.0.0.1:8080/",
                "http://[::1]/",
                "file:/keys/jwks.json"
            })
    void theyMayComeFrom(String uri) {
        assertThat(at(URI.create(uri)).uri()).hasToString(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@issuer.example/jwks.json, https://…",
        "https://user:se/cret@issuer.example/jwks.json, https://…",
        "https://user:se?cret@issuer.example/jwks.json, https://…",
        "https://user:se@cret@issuer.example/jwks.json, https://…",
        "https:user:secret@issuer.example/jwks.json, https:…",
        "http://user@localhost/jwks.json, http://…",
        "file://user:secret@issuer.example/jwks.json, file://…",
        "user:secret@issuer.example/jwks.json, …",
        "http://issuer.example/jwks.json?key=secret, http://issuer.example/jwks.json?…",
        "http://issuer.example/jwks.json?key=sec@ret, http://…"
    })
    void whatMayBeSecretIsNotShown(URI uri, String shown) {
        assertThatThrownBy(() -> at(uri)).hasMessageContaining("from " + shown + ", where somebody");
    }

    @Test
    void norIsItWhereTheKeysCannotBeFetched() {
        assertThatThrownBy(
                        () -> at(URI.create(server.uri() + "/12/secret@host")).fetch())
                .hasMessageContaining("from http://…: it answers with status 503");
        assertThatThrownBy(() -> at(URI.create(server.uri() + "?key=secret")).fetch())
                .hasMessageContaining("jwks.json?…: it answers with status 503");
    }

    private static KeySetLocation at(URI uri) {
        return new KeySetLocation(uri, PATIENCE);
    }
}
