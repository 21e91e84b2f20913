package dev.rls.hibernate.internal;

import dev.rls.hibernate.ClaimRejectedException;
import dev.rls.hibernate.NoClaimsException;
import dev.rls.hibernate.ScopeChangedException;
import dev.rls.hibernate.TamperedSqlException;
import dev.rls.hibernate.TenantMismatchException;
import dev.rls.hibernate.WriteRejectedException;
import java.util.Locale;

/** The messages of sessions: problem, value, fix. Never a claim's value, never the data of a row. */
public final class Messages {

    private Messages() {}

    public static NoClaimsException noClaims() {
        return new NoClaimsException(
                "RLS201",
                "a scoped entity was asked for in a session without claims. Open a scope before the session and its"
                        + " transaction: ClaimsScope.call(claims, () -> ...)");
    }

    public static NoClaimsException scopeOpenedAfterSession() {
        return new NoClaimsException(
                "RLS202",
                "a scoped entity was asked for in a session that was opened before the scope. A session pins its claims"
                        + " when it is opened: open the scope before the session and its transaction, that is, outside"
                        + " of what begins them");
    }

    public static ScopeChangedException scopeChanged() {
        return new ScopeChangedException(
                "RLS203",
                "the scope has other claims than those this session was opened with. A session keeps its claims for its"
                        + " life: open a session inside the new scope");
    }

    public static ClaimRejectedException claimMissing(TenantClaim tenant) {
        return new ClaimRejectedException(
                "RLS204",
                tenant.claim(),
                "the claim \"" + tenant.claim() + "\", which names the tenant, is missing. The token must carry it as "
                        + jsonOf(tenant));
    }

    public static ClaimRejectedException claimOfWrongType(TenantClaim tenant) {
        return new ClaimRejectedException(
                "RLS205",
                tenant.claim(),
                "the claim \"" + tenant.claim() + "\", which names the tenant, has a value that cannot be one. The"
                        + " token must carry it as " + jsonOf(tenant));
    }

    public static TenantMismatchException sessionOfAnotherTenant() {
        return new TenantMismatchException(
                "RLS206",
                "the session was opened for another tenant than the one its claims name. The tenant comes from the"
                        + " claims alone: leave tenantIdentifier(...) out, and open a child session in the scope of its"
                        + " parent");
    }

    public static TenantMismatchException filterOfAnotherTenant() {
        return new TenantMismatchException(
                "RLS207",
                "the filter of the tenant was enabled with another value than the tenant of the session. Hibernate"
                        + " enables it with the right one: leave it alone");
    }

    public static TamperedSqlException tamperedSql(String what) {
        return new TamperedSqlException(
                "RLS208",
                "a statement was refused because it holds " + what + ", which would change the bound context, the role"
                        + " or row security. What the session may see comes from its claims: open a scope with others");
    }

    public static WriteRejectedException writeOfAnotherTenant(ProtectedEntity entity, String operation) {
        String attribute = entity.scoped().tenantColumn().attribute();
        return new WriteRejectedException(
                "RLS301",
                entity.entityName(),
                operation,
                entity.tenantPolicy().name(),
                operation.toLowerCase(Locale.ROOT) + " of " + entity.entityName() + " rejected: its attribute \""
                        + attribute + "\" names another tenant than the claims of the session. "
                        + (operation.equals("INSERT")
                                ? "Leave it null: it is stamped"
                                : "Write it in a session of its own tenant"));
    }

    private static String jsonOf(TenantClaim tenant) {
        return switch (tenant.type()) {
            case STRING -> "a JSON string, not empty";
            case UUID -> "a JSON string of the 36 characters of a UUID";
            case LONG -> "a JSON integer of at most 64 bits";
            case INTEGER -> "a JSON integer of at most 32 bits";
            case DECIMAL, BOOLEAN, DATE, TIMESTAMP -> throw new IllegalStateException(tenant + " names no tenant");
        };
    }
}
