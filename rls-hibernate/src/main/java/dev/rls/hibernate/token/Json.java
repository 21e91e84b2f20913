package dev.rls.hibernate.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON objects of a token, read as strictly as the database reads them. */
final class Json {

    private Json() {}

    /** The object in one part of a token. */
    static Map<String, @Nullable Object> object(String part) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets(part)))
                    .toString();
            Map<String, @Nullable Object> object = JSONObjectUtils.parse(text);
            if (object == null || members(object) != members(text)) {
                throw new TokenRejectedException(Reason.MALFORMED);
            }
            return object;
        } catch (CharacterCodingException | ParseException e) {
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

    /** The members left after parsing, of which one of a kind stays. */
    private static int members(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.size()
                    + object.values().stream().mapToInt(Json::members).sum();
        }
        return value instanceof Collection<?> array
                ? array.stream().mapToInt(Json::members).sum()
                : 0;
    }

    /** The members written: a colon outside a string in text that is known to be JSON. */
    private static int members(String text) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == ':') {
                count++;
            }
        }
        return count;
    }
}
