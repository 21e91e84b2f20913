package dev.rls.claims;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one token says about its bearer: immutable, with the values of JSON (strings, numbers, booleans, null, lists and
 * maps of these).
 *
 * <p>Claims that came from a token carry it, because the database verifies the token itself; claims without one bind
 * only where the database trusts the application ({@code rls.bind_claims}). {@link #toString()} shows neither values nor
 * token.
 */
public final class Claims {

    private static final Set<Class<?>> NUMBERS =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class, BigDecimal.class);

    private final Map<String, @Nullable Object> values;
    private final @Nullable String token;
    private final @Nullable SystemAccess systemAccess;

    private Claims(Map<String, @Nullable Object> values, @Nullable String token, @Nullable SystemAccess systemAccess) {
        this.values = values;
        this.token = token;
        this.systemAccess = systemAccess;
    }

    /**
     * Claims without a token.
     *
     * @param values claim names and values of JSON types; copied deeply
     * @return the claims
     * @throws IllegalArgumentException if a value is not of a JSON type
     */
    public static Claims of(Map<String, ?> values) {
        return new Claims(copyOfMap(values), null, null);
    }

    /**
     * Claims read from a token that has been verified. For verifiers; whoever calls this vouches for the verification in
     * the application, the database verifies the token again.
     *
     * @param token the compact serialization of the token
     * @param values the claims in it; copied deeply
     * @return the claims
     * @throws IllegalArgumentException if a value is not of a JSON type
     */
    public static Claims ofToken(String token, Map<String, ?> values) {
        return new Claims(copyOfMap(values), Objects.requireNonNull(token, "token"), null);
    }

    /**
     * Claims of somebody for whom an operator acts, who has said why on record ({@code rls.bind_system}).
     *
     * @param access why, and until when
     * @param values whose claims; copied deeply
     * @return the claims
     * @throws IllegalArgumentException if a value is not of a JSON type
     */
    public static Claims ofSystem(SystemAccess access, Map<String, ?> values) {
        return new Claims(copyOfMap(values), null, Objects.requireNonNull(access, "access"));
    }

    /**
     * A claim's value.
     *
     * @param name the claim
     * @return its value (String, Boolean, Number, List or Map), or null if it is absent or null
     */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /**
     * All claims.
     *
     * @return names and values, unmodifiable
     */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    /**
     * The claim {@code sub} (RFC 7519, 4.1.2).
     *
     * @return the subject, or null if there is none
     */
    public @Nullable String subject() {
        return values.get("sub") instanceof String subject ? subject : null;
    }

    /**
     * The claim {@code exp} (RFC 7519, 4.1.4: seconds since the epoch, possibly with a fraction).
     *
     * @return the end of these claims, that of the access if they are an operator's; null if they have none
     */
    public @Nullable Instant expiresAt() {
        if (systemAccess != null) {
            return systemAccess.until();
        }
        return values.get("exp") instanceof Number seconds
                ? Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000))
                : null;
    }

    /**
     * The token these claims were read from. Secret: a bearer of it is the user.
     *
     * @return the token, or null if the claims came without one
     */
    public @Nullable String token() {
        return token;
    }

    /**
     * Why an operator acts under these claims.
     *
     * @return what is on record, or null if they are nobody else's
     */
    public @Nullable SystemAccess systemAccess() {
        return systemAccess;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Claims that
                        && values.equals(that.values)
                        && Objects.equals(token, that.token)
                        && Objects.equals(systemAccess, that.systemAccess));
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Claims" + values.keySet() + (token == null ? "" : " of a token")
                + (systemAccess == null ? "" : " of a system access");
    }

    private static Map<String, @Nullable Object> copyOfMap(Map<?, ?> source) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : source.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("a claim name must be a String");
            }
            copy.put(name, copyOf(name, entry.getValue()));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object copyOf(String name, @Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || isNumber(value)) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return copyOfMap(map);
        }
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (Object element : list) {
                copy.add(copyOf(name, element));
            }
            return Collections.unmodifiableList(copy);
        }
        throw new IllegalArgumentException("claim \"" + name + "\" has a value of " + value.getClass()
                + ", which JSON does not know: pass a String, Boolean, List, Map or finite number");
    }

    /** JSON knows neither NaN nor infinity, and a number that can change, such as an AtomicLong, is no claim. */
    private static boolean isNumber(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue());
        }
        return NUMBERS.contains(value.getClass());
    }
}
