package dev.rls.hibernate.internal;

import dev.rls.claims.Claims;
import dev.rls.policy.ValueType;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claim that names the tenant, and how it becomes a value of the tenant's column: strictly, because a lenient
 * reading here and another one in the database would be two tenants.
 *
 * @param claim the name of the claim
 * @param type the type of the tenant's column
 */
public record TenantClaim(String claim, ValueType type) {

    private static final String NO_STRING = "\0no tenant";
    private static final UUID NO_UUID = new UUID(-1, -1);

    /**
     * The tenant identifier of a session without a tenant. Hibernate wants one, of the tenant's type; this one no claim
     * can have, and nothing lets it become part of a statement.
     */
    public Object none() {
        return switch (type) {
            case STRING -> NO_STRING;
            case UUID -> NO_UUID;
            case LONG -> Long.MIN_VALUE;
            case INTEGER -> Integer.MIN_VALUE;
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> throw new IllegalStateException(type + " names no tenant");
        };
    }

    /** The tenant these claims name, or {@link #none()}: opening a session must not fail. */
    public Object ofOrNone(@Nullable Claims claims) {
        Object tenant = claims == null ? null : read(claims.get(claim));
        return tenant == null ? none() : tenant;
    }

    /** Raises what keeps these claims from naming a tenant. */
    public void require(Claims claims) {
        Object value = claims.get(claim);
        if (read(value) == null) {
            throw value == null ? Messages.claimMissing(this) : Messages.claimOfWrongType(this);
        }
    }

    private @Nullable Object read(@Nullable Object value) {
        Object tenant = typed(value);
        return none().equals(tenant) ? null : tenant;
    }

    private @Nullable Object typed(@Nullable Object value) {
        return switch (type) {
            case STRING -> value instanceof String text && !text.isEmpty() && text.indexOf('\0') < 0 ? text : null;
            case UUID -> value instanceof String text ? uuid(text) : null;
            case LONG -> integer(value, Long.SIZE);
            case INTEGER -> {
                Long number = integer(value, Integer.SIZE);
                yield number == null ? null : (Object) number.intValue();
            }
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> null;
        };
    }

    /** {@link UUID#fromString} takes shorter groups as well: {@code 1-1-1-1-1} must not be a second spelling. */
    private static @Nullable UUID uuid(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Long integer(@Nullable Object value, int bits) {
        boolean fixed =
                value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
        if (!(value instanceof Number number) || !(fixed || value instanceof BigInteger)) {
            return null;
        }
        BigInteger integer = fixed ? BigInteger.valueOf(number.longValue()) : (BigInteger) number;
        return integer.bitLength() < bits ? (Long) integer.longValue() : null;
    }
}
