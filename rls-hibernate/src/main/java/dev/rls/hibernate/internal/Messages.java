package dev.rls.hibernate.internal;

import dev.rls.Operation;
import dev.rls.RlsException;
import dev.rls.hibernate.ClaimRejectedException;
import dev.rls.hibernate.NoClaimsException;
import dev.rls.hibernate.ScopeChangedException;
import dev.rls.hibernate.TamperedSqlException;
import dev.rls.hibernate.TenantMismatchException;
import dev.rls.hibernate.UnprotectedSqlException;
import dev.rls.hibernate.WriteRejectedException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of sessions: problem, value, fix. Never a claim's value, never the data of a row. */
public final class Messages {

    private Messages() {}

    public static NoClaimsException noClaims() {
        return new NoClaimsException(
                "RLS201",
                "a protected entity was asked for in a session without claims. Open a scope before the session and its"
                        + " transaction: ClaimsScope.call(claims, () -> ...), and carry it to other threads by ClaimsScope.wrap(task)");
    }

    public static NoClaimsException scopeOpenedAfterSession() {
        return new NoClaimsException(
                "RLS202",
                "a protected entity was asked for in a session that was opened before the scope. A session pins its claims"
                        + " when it is opened: open the scope before the session and its transaction, that is, outside"
                        + " of what begins them");
    }

    public static ScopeChangedException scopeChanged() {
        return new ScopeChangedException(
                "RLS203",
                "the scope has other claims than those this session was opened with. A session keeps its claims for its"
                        + " life: open a session inside the new scope");
    }

    public static NoClaimsException claimsLost() {
        return new NoClaimsException(
                "RLS217",
                "the session was serialized and read back, and its claims stayed behind: they are not to be carried in"
                        + " files or over the network. Open a session inside a scope, and merge what was detached");
    }

    /** The database would take them from a trusted login alone. */
    public static NoClaimsException claimsWithoutToken() {
        return new NoClaimsException(
                "RLS216",
                "the claims of the scope have no token that the database can verify, and this login may not bind claims"
                        + " without one. Open the scope with what a TokenVerifier returned; in tests, let the login be a"
                        + " member of rls_trusted");
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

    public static ClaimRejectedException claimIsNoText(String claim) {
        return new ClaimRejectedException(
                "RLS211",
                claim,
                "the claim \"" + claim + "\" has NUL or half a surrogate pair in it, which no database holds. Have the"
                        + " issuer leave it out");
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

    public static UnprotectedSqlException unprotectedSql(String what) {
        return new UnprotectedSqlException(
                "RLS215",
                what + " was refused: the database enforces no policies here, so it would read and write the rows of"
                        + " every tenant. Use entities and HQL, or open it where it is safe:"
                        + " UnprotectedSql.call(\"why\", () -> ...)");
    }

    public static UnprotectedSqlException unmarkedFunction(String function) {
        return new UnprotectedSqlException(
                "RLS215",
                "a window or ordered set function that Hibernate does not know was refused: \"" + function
                        + "\" may read the rows of every tenant, because the database enforces no policies here."
                        + " Register it with a FunctionContributor");
    }

    public static UnprotectedSqlException spreadReads(String entity) {
        return new UnprotectedSqlException(
                "RLS215",
                "a statement by query on " + entity
                        + ", which Hibernate spreads over several others, was refused: what it"
                        + " reads beside is not filtered there, and the database enforces no policies here. Read first, and"
                        + " write the entities or a query with the values");
    }

    public static UnprotectedSqlException collectionLock(String collection) {
        return new UnprotectedSqlException(
                "RLS215",
                "a lock of the rows of " + collection
                        + " was refused: Hibernate asks for them by the key of their owner alone, so it would lock those"
                        + " of every tenant, and the database enforces no policies here. Lock the elements by a query of"
                        + " their own, with the scope ROOT_ONLY, or open it where it is safe:"
                        + " UnprotectedSql.call(\"why\", () -> ...)");
    }

    public static UnprotectedSqlException oddName(String what) {
        return new UnprotectedSqlException(
                "RLS215",
                "the name of " + what
                        + " was refused: it has other characters than letters, digits and _, stands in the"
                        + " SQL as it is, and the database enforces no policies here. Name it otherwise");
    }

    public static WriteRejectedException writeOfAnotherTenant(ProtectedEntity entity, Operation operation) {
        return new WriteRejectedException(
                "RLS301",
                entity.entityName(),
                operation,
                entity.tenantPolicy(operation),
                refused(entity, operation) + "its attribute \""
                        + entity.scoped().tenantColumn().attribute() + "\" "
                        + (entity.isTenantInKey()
                                ? "does not name the tenant of the claims. It is a part of the key, which nobody stamps:"
                                        + " set it to that tenant"
                                : "names another tenant than the claims of the session. "
                                        + (operation == Operation.INSERT
                                                ? "Leave it null: it is stamped"
                                                : "Write it in a session of its own tenant")));
    }

    public static WriteRejectedException writeRejected(ProtectedEntity entity, Operation operation, String policy) {
        return writeRejected(entity, operation, Set.of(policy));
    }

    /**
     * The database rejected the row of a query.
     *
     * @param policies those of which one decided
     */
    public static WriteRejectedException queryRejected(
            ProtectedEntity entity, Operation operation, Set<String> policies) {
        if (!entity.hasTenantColumn() || !policies.equals(Set.of(entity.tenantPolicy(operation)))) {
            return writeRejected(entity, operation, policies);
        }
        return new WriteRejectedException(
                "RLS301",
                entity.entityName(),
                operation,
                entity.tenantPolicy(operation),
                refused(entity, operation) + "its attribute \""
                        + entity.scoped().tenantColumn().attribute()
                        + "\" does not name the tenant of the claims. Name that one, or write with claims of the other");
    }

    private static WriteRejectedException writeRejected(
            ProtectedEntity entity, Operation operation, Set<String> policies) {
        return new WriteRejectedException(
                "RLS302",
                entity.entityName(),
                operation,
                only(policies),
                refused(entity, operation) + "the row it would leave breaks " + oneOf(policies)
                        + ". Write one that the policy admits, or with claims that may");
    }

    public static WriteRejectedException rowNotTouchable(
            ProtectedEntity entity, Operation operation, Set<String> policies) {
        return new WriteRejectedException(
                "RLS303",
                entity.entityName(),
                operation,
                only(policies),
                refused(entity, operation) + oneOf(policies)
                        + " keeps these claims from the row. Leave it as it is, or do it with claims that may");
    }

    /** Of an entity that is written whole, with a reference that may be null because its target is hidden. */
    public static WriteRejectedException referenceLost(
            String entity, String attribute, ProtectedEntity target, Operation operation) {
        Set<String> policies = target.restrictions(Operation.SELECT);
        return new WriteRejectedException(
                "RLS303",
                entity,
                operation,
                only(policies),
                operation.name().toLowerCase(Locale.ROOT) + " of " + entity + " rejected: its reference " + attribute
                        + " is null, and that of the row is not. It may lead to what " + oneOf(policies)
                        + " keeps these claims from, and would be taken away. Assign the reference, or change the entity in"
                        + " a session, which writes what changed alone");
    }

    /** Of an owner whose collection has rows that would be lost with it. */
    public static WriteRejectedException rowsNotSeen(ProtectedEntity entity) {
        Set<String> policies = entity.restrictions(Operation.SELECT);
        return new WriteRejectedException(
                "RLS303",
                entity.entityName(),
                Operation.DELETE,
                only(policies),
                refused(entity, Operation.DELETE) + "it holds rows that " + oneOf(policies)
                        + " keeps these claims from, and which would be lost with their owner. Leave the owner, or"
                        + " delete it with claims that see them all");
    }

    /** Of a collection whose rows are found by their position or key. */
    public static WriteRejectedException indexNotSeen(ProtectedEntity entity, Operation operation) {
        Set<String> policies = entity.restrictions(Operation.SELECT);
        return new WriteRejectedException(
                "RLS303",
                entity.entityName(),
                operation,
                only(policies),
                refused(entity, operation) + "at this position or key is a row that " + oneOf(policies)
                        + " keeps these claims from. Write another position or key, or map what several tenants"
                        + " share as a Set");
    }

    /** No row with the identifier is there for the claims. */
    public static WriteRejectedException rowNotSeen(ProtectedEntity entity, Operation operation) {
        Set<String> policies = new LinkedHashSet<>(entity.restrictions(Operation.SELECT));
        policies.addAll(entity.restrictions(operation));
        return new WriteRejectedException(
                "RLS303",
                entity.entityName(),
                operation,
                only(policies),
                refused(entity, operation) + "these claims see no row with its identifier. It was deleted, or "
                        + oneOf(policies) + " keeps these claims from it. Load it again before it is written, or do it"
                        + " with claims that may");
    }

    /**
     * A key without the tenant is taken.
     *
     * @param key its name in the database, empty if that is not known
     */
    public static WriteRejectedException keyTaken(ProtectedEntity entity, Operation operation, String key) {
        return new WriteRejectedException(
                "RLS307",
                entity.entityName(),
                operation,
                null,
                refused(entity, operation) + "its value of " + (key.isEmpty() ? "a key" : "key " + key)
                        + " is taken, by a row that these claims need not see. "
                        + (entity.isDerived() && !entity.hasTenantColumn()
                                ? "Write another position or key, or map what several tenants share as a Set"
                                : "Write another value, or make the tenant part of the key and declare it in the mapping"
                                        + " by this name"));
    }

    public static WriteRejectedException insertByQuery(ProtectedEntity entity, String why) {
        return new WriteRejectedException(
                "RLS304",
                entity.entityName(),
                Operation.INSERT,
                only(entity.restrictions(Operation.INSERT)),
                refused(entity, Operation.INSERT)
                        + "its rows cannot be checked by the statement: " + why
                        + ", and the database enforces no policies here. Assign what the policies ask for, or persist"
                        + " the entities one by one");
    }

    public static WriteRejectedException insertSpread(ProtectedEntity entity, String why) {
        return new WriteRejectedException(
                "RLS304",
                entity.entityName(),
                Operation.INSERT,
                only(entity.restrictions(Operation.INSERT)),
                refused(entity, Operation.INSERT) + "the database would reject its rows: " + why
                        + ". Or persist the entities one by one");
    }

    public static WriteRejectedException updateByQuery(ProtectedEntity entity) {
        return new WriteRejectedException(
                "RLS306",
                entity.entityName(),
                Operation.UPDATE,
                only(entity.restrictions(Operation.UPDATE)),
                refused(entity, Operation.UPDATE)
                        + "a query would leave rows that nothing checks, because the database enforces no policies"
                        + " here. Change the entities one by one");
    }

    /** Of columns in a secondary table that need not have a row. */
    public static WriteRejectedException spreadUpdate(ProtectedEntity entity, boolean databaseDecides) {
        return databaseDecides
                ? new WriteRejectedException(
                        "RLS306",
                        entity.entityName(),
                        Operation.UPDATE,
                        only(entity.restrictions(Operation.UPDATE)),
                        refused(entity, Operation.UPDATE)
                                + "it assigns what lies in a secondary table, where the policies for updates keep away rows"
                                + " that may be read. Change the entities one by one")
                : updateByQuery(entity);
    }

    public static TenantMismatchException filterDisabled() {
        return new TenantMismatchException(
                "RLS210",
                "a filter of the policies was disabled in this session. Filters come from the claims alone: leave"
                        + " disableFilter(...) out; what must see more needs claims that may");
    }

    public static TenantMismatchException outerJoin(ProtectedEntity entity, String join) {
        return new TenantMismatchException(
                "RLS214",
                "a " + join + " join of " + entity.entityName()
                        + " would show rows that its filter hides, and the database"
                        + " enforces no policies here. Turn it round into a left join");
    }

    public static TenantMismatchException lateralJoin(ProtectedEntity entity) {
        return new TenantMismatchException(
                "RLS214",
                "a lateral join of a subquery over " + entity.entityName()
                        + " would show rows that its filter hides: the database has no lateral joins, and what Hibernate"
                        + " writes instead takes no filter. Join the entity itself, or a subquery that is not lateral");
    }

    public static RlsException pagedCollection(UnsupportedOperationException refusal) {
        return new RlsException(
                "RLS218",
                "a limit (setMaxResults, a page) of a query that fetches a collection of protected rows cannot be written:"
                        + " Hibernate puts such a limit into a subquery, and takes no filter there. Have it applied in"
                        + " memory, by the query hint org.hibernate.limitInMemory, or page over identifiers and fetch the"
                        + " collections of those",
                refusal);
    }

    public static TenantMismatchException derivedReference(ProtectedEntity entity) {
        return new TenantMismatchException(
                "RLS214",
                "a derived table or common table expression selects a reference to " + entity.entityName()
                        + ", which the statement around it would join without its filter, and the database enforces no"
                        + " policies here. Join it within and select the alias: join x.reference r .. select r");
    }

    public static IllegalArgumentException notProtected(String type) {
        return new IllegalArgumentException("RLS212: " + type + " is no protected entity of this persistence unit."
                + " Annotate it with @TenantScoped or @RowPolicy, or ask about another");
    }

    public static IllegalArgumentException notExplained(ProtectedEntity entity, String unknown) {
        return new IllegalArgumentException(
                "RLS213: the policies of " + entity.entityName() + " ask for " + unknown
                        + ", which the database makes when the row is inserted. Explain the row after that, or assign the value");
    }

    public static WriteRejectedException undecidable(ProtectedEntity entity, Operation operation, String unknown) {
        return new WriteRejectedException(
                "RLS305",
                entity.entityName(),
                operation,
                only(entity.restrictions(operation)),
                refused(entity, operation) + "its policies ask for " + unknown
                        + ", which is known only after the row is"
                        + " written, and the database enforces no policies here. Assign the value before");
    }

    private static @Nullable String only(Set<String> policies) {
        return policies.size() == 1 ? policies.iterator().next() : null;
    }

    private static String oneOf(Set<String> policies) {
        return switch (policies.size()) {
            case 0 -> "a policy of its table";
            case 1 -> "policy " + only(policies);
            default -> "one of the policies " + String.join(", ", policies) + " (the database does not tell which)";
        };
    }

    private static String refused(ProtectedEntity entity, Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT) + " of " + entity.entityName() + " rejected: ";
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
