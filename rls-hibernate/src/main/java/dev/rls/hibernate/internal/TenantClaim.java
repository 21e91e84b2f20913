package dev.rls.hibernate.internal;

import dev.rls.claims.Claims;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ValueType;
import dev.rls.policy.evaluate.ClaimTypeException;
import dev.rls.policy.evaluate.ClaimValues;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The claim that names the tenant, and how it becomes a value of the tenant's column: as policies read it, except that
 * an empty text and what stands for no tenant are none.
 *
 * @param ref the claim, of the type of the tenant's column; made once, because every session reads it
 */
public record TenantClaim(ClaimRef ref) {

    private static final String NO_STRING = "\0no tenant";
    private static final UUID NO_UUID = new UUID(-1, -1);

    /** Its name. */
    public String claim() {
        return ref.claim();
    }

    public ValueType type() {
        return ref.type();
    }

    /**
     * The tenant identifier of a session without a tenant. Hibernate wants one, of the tenant's type; a claim that has
     * this one is refused, and nothing lets it become part of a statement.
     */
    public Object none() {
        return switch (type()) {
            case STRING -> NO_STRING;
            case UUID -> NO_UUID;
            case LONG -> Long.MIN_VALUE;
            case INTEGER -> Integer.MIN_VALUE;
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> throw new IllegalStateException(type() + " names no tenant");
        };
    }

    /** The tenant these claims name, or {@link #none()}: opening a session must not fail. */
    public Object ofOrNone(@Nullable Claims claims) {
        Object tenant = claims == null ? null : read(claims);
        return tenant == null ? none() : tenant;
    }

    /** Raises what keeps these claims from naming a tenant. */
    public void require(Claims claims) {
        if (read(claims) == null) {
            throw claims.get(claim()) == null ? Messages.claimMissing(this) : Messages.claimOfWrongType(this);
        }
    }

    private @Nullable Object read(Claims claims) {
        try {
            Object tenant = ClaimValues.read(ref, claims);
            return none().equals(tenant) || "".equals(tenant) ? null : tenant;
        } catch (ClaimTypeException e) {
            return null;
        }
    }
}
