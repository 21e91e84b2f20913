package dev.rls.hibernate.token;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.RlsException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys and what tokens stand for may come from: from the issuer, and nobody on the way. */
class IssuerAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example/x",
                "HTTPS://issuer.example",
                "http://localhost:8080/x",
                "http://127.0.0.1/x",
                "http://[::1]:1/"
            })
    void itMayBe(String uri) {
        assertThatCode(() -> JwtVerifier.builder().jwksUri(URI.create(uri))).doesNotThrowAnyException();
        assertThatCode(() -> IntrospectionVerifier.builder().endpoint(URI.create(uri)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "keys.json, keys.json",
        "https:issuer.example, https:issuer.example",
        "http://issuer.example/x, http://issuer.example/x",
        "http://localhost.example/x, http://localhost.example/x",
        "http://127.0.0.1.example/x, http://127.0.0.1.example/x",
        "ftp://localhost/x, ftp://localhost/x",
        "mailto:a@b, mailto:…@b",
        "jar:file:/a.jar!/x, jar:file:/a.jar!/x",
        "file:/etc/, file:/etc/",
        "file:///keys.json, file:///keys.json",
        "https://user:secret@issuer.example/x, https://…@issuer.example/x",
        "https://user:se/cret@issuer.example/x, https://…@issuer.example/x",
        "http://user:secret@localhost/x, http://…@localhost/x",
        "https:user:secret@issuer.example, https:…@issuer.example",
        "http://issuer.example/x?key=secret#secret, http://issuer.example/x?…",
    })
    void itIsRefusedBefore(String uri, String shown) {
        assertThatThrownBy(() -> JwtVerifier.builder().jwksUri(URI.create(uri)))
                .isInstanceOf(RlsException.class)
                .hasNoCause()
                .hasMessage("RLS451: the token verifier cannot use its URI of the key set, " + shown
                        + "; jwksUri(..) takes an https URI without a user, or an http one of localhost");
        assertThatThrownBy(() -> IntrospectionVerifier.builder().endpoint(URI.create(uri)))
                .isInstanceOf(RlsException.class)
                .hasNoCause()
                .hasMessage("RLS451: the token verifier cannot use its endpoint, " + shown
                        + "; endpoint(..) takes an https URI without a user, or an http one of localhost");
    }
}
