package dev.rls.spring.internal;

import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSHeader;
import dev.rls.claims.Claims;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which key an accepted token was signed with, as far as a log may say: the id is public, the token is not. On one line,
 * whatever a verifier of the application's own accepts.
 */
record AcceptedKey(@Nullable String issuer, @Nullable String kid) {

    static AcceptedKey of(@Nullable Claims claims) {
        return claims == null
                ? new AcceptedKey(null, null)
                : new AcceptedKey(line(claims.get("iss")), line(kid(claims.token())));
    }

    private static @Nullable String line(@Nullable Object text) {
        return text == null ? null : text.toString().replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
    }

    /** A verifier of the application's own may accept what is no JWS. */
    private static @Nullable String kid(@Nullable String token) {
        try {
            return token == null
                    ? null
                    : JWSHeader.parse(JOSEObject.split(token)[0]).getKeyID();
        } catch (ParseException e) {
            return null;
        }
    }
}
