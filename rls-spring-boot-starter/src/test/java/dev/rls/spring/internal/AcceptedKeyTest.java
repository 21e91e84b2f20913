package dev.rls.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import dev.rls.claims.Claims;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcceptedKeyTest {

    @Test
    void itTakesOneLineOfALog() {
        assertThat(AcceptedKey.of(token("2024-\u00e9 1", "https://issuer.test")))
                .isEqualTo(new AcceptedKey("https://issuer.test", "2024-\u00e9 1"));
        assertThat(AcceptedKey.of(token("x\\nERROR\\u2028\\u001b[2J", "a\r\nb\u0085c")))
                .isEqualTo(new AcceptedKey("a??b?c", "x?ERROR??[2J"));
    }

    @Test
    void thereMayBeNone() {
        assertThat(AcceptedKey.of(null)).isEqualTo(new AcceptedKey(null, null));
        assertThat(AcceptedKey.of(Claims.ofToken("opaque", Map.of()))).isEqualTo(new AcceptedKey(null, null));
    }

    private static Claims token(String kid, String issuer) {
        Base64URL header = Base64URL.encode("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}");
        return Claims.ofToken(header + ".e30.AAAA", Map.of("iss", issuer));
    }
}
