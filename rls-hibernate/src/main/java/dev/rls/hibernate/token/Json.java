package dev.rls.hibernate.token;

import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON objects of a token, read as strictly as the database reads them. */
final class Json {

    private Json() {}

    /** The object in one part of a token. */
    static Map<String, @Nullable Object> object(String part) {
        try {
            return JsonText.object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets(part)))
                    .toString());
        } catch (CharacterCodingException e) {
            // Not as the cause: its message may quote the token.
            throw new TokenRejectedException(Reason.MALFORMED);
        }
    }

    /** What base64url stands for, if it is the only way to write it. */
    static byte[] octets(String part) {
        try {
            byte[] octets = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(octets).equals(part)) {
                return octets;
            }
        } catch (IllegalArgumentException e) {
            // Not as the cause: its message quotes the token.
        }
        throw new TokenRejectedException(Reason.MALFORMED);
    }
}
