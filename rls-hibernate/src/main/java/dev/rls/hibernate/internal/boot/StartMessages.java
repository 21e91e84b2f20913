package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.StartRefusedException;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.policy.ClaimRef;
import java.net.URL;
import java.util.List;

/** The messages of a mapping that is not protected as it was compiled. Problem, value, fix. */
final class StartMessages {

    private static final String PROCESSOR = """
            Put the processor on the path of annotation processors and build again.
            Maven:
              <plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <configuration>
                  <annotationProcessorPaths>
                    <path>
                      <groupId>dev.rls</groupId>
                      <artifactId>rls-processor</artifactId>
                      <version>%1$s</version>
                    </path>
                  </annotationProcessorPaths>
                </configuration>
              </plugin>
            Gradle:
              annotationProcessor("dev.rls:rls-processor:%1$s")""";

    private static final String PROTECTED = " has policies (@TenantScoped, @RowPolicy), but ";

    private static final String MORE = " (for other claims, or with via and references for rows of other tables)";

    private StartMessages() {}

    static StartRefusedException notCompiled(String entity) {
        return refused(
                "RLS101",
                entity
                        + PROTECTED + "it was compiled without the annotation processor: the class path has no"
                        + " policy index. " + PROCESSOR.formatted(LibraryVersion.VALUE));
    }

    static StartRefusedException notInIndex(String entity, List<String> units) {
        return refused(
                "RLS102",
                entity + PROTECTED + "no policy index on the class path has it. Found: units "
                        + String.join(", ", units)
                        + ". Build the module of this entity again, from scratch. If it has never been compiled with the"
                        + " processor: " + PROCESSOR.formatted(LibraryVersion.VALUE));
    }

    static StartRefusedException noLongerScoped(String entity, String unit) {
        return refused(
                "RLS103",
                "the policy index of unit " + unit + " has " + entity
                        + ", which is neither @TenantScoped nor has a @RowPolicy. If the annotations"
                        + " were removed, build again; the rollback of the table's changeset takes the policies away");
    }

    static StartRefusedException unitTwice(String unit, URL first, URL second) {
        return refused(
                "RLS104",
                "two entries of the class path have the policy unit " + unit + ":\n  " + first + "\n  " + second
                        + "\nName one of them otherwise, with the processor option -Arls.unit=<name>");
    }

    static StartRefusedException unreadable(String resource, String problem) {
        return refused(
                "RLS105", "the policy index " + resource + " cannot be read: " + problem + ". Build its module again");
    }

    static StartRefusedException annotatedSubclass(String entity, String root) {
        return refused(
                "RLS106", entity + PROTECTED + "it is not the root of its hierarchy. Move the annotations to " + root);
    }

    static StartRefusedException noTenantColumn(String entity, String attribute, String found) {
        return refused(
                "RLS107",
                "the tenant of " + entity + " must be a basic attribute with a column of its own, but \"" + attribute
                        + "\" " + found + ". Name the right attribute with @TenantScoped(attribute = ...)");
    }

    static StartRefusedException mappedOtherwise(String entity, List<String> differences) {
        return refused(
                "RLS108",
                "the mapping of " + entity + " is not the one the policies were compiled for:\n  "
                        + String.join("\n  ", differences)
                        + "\nTell the processor what Hibernate does (-Arls.naming=spring for Spring Boot's naming"
                        + " strategy, -Arls.schema=<name> for hibernate.default_schema), or name table, schema and"
                        + " column in the mapping");
    }

    static StartRefusedException twoTenants(ProtectedEntity first, ProtectedEntity second) {
        return refused(
                "RLS109",
                "a persistence unit has one tenant claim of one type, but " + first.entityName() + " has "
                        + describe(first) + " and " + second.entityName() + " has " + describe(second)
                        + ". Give them the same, or put them into persistence units of their own");
    }

    static StartRefusedException hibernateTenantId() {
        return refused(
                "RLS110",
                "the persistence unit has entities with Hibernate's @TenantId beside protected ones; both use"
                        + " Hibernate's one tenant filter. Annotate the entities @TenantScoped and remove @TenantId");
    }

    static StartRefusedException foreignConnectionProvider() {
        return refused(
                "RLS111",
                "the persistence unit has protected entities and a MultiTenantConnectionProvider of its own."
                        + " Connections are bound to the claims by the one of this library, which wraps any data source:"
                        + " remove hibernate.multi_tenant_connection_provider and configure a data source or a"
                        + " ConnectionProvider; to route to several databases, route inside it");
    }

    static StartRefusedException foreignResolver() {
        return refused(
                "RLS112",
                "the persistence unit has protected entities and a CurrentTenantIdentifierResolver of its own. The"
                        + " tenant comes from verified claims alone: remove hibernate.tenant_identifier_resolver (or the"
                        + " bean) and open a ClaimsScope instead");
    }

    static StartRefusedException unprotectedTable(String table, String what, String entity, String why) {
        return refused(
                "RLS113",
                "the table " + table + ", " + what + " of the protected " + entity + ", cannot be protected: it " + why
                        + ". Map it into the entity's own table, or as an entity with policies of its own");
    }

    static StartRefusedException columnNotInHistory(String table, String entity, String column) {
        return refused(
                "RLS113",
                "the table " + table + ", a history of the protected " + entity
                        + ", cannot be protected: it leaves out the column " + column
                        + ", which a policy asks for. Have its attribute in the history too: no @NotAudited or"
                        + " @Audited.Excluded on it, and where a mapped superclass declares it, Envers' @Audited on that"
                        + " as well");
    }

    static StartRefusedException auditedWithoutData(String entity) {
        return refused(
                "RLS113",
                "Envers keeps no tenant of rows of the protected " + entity
                        + " that are deleted: set org.hibernate.envers.store_data_at_delete to true");
    }

    static StartRefusedException derivedTwice(String what) {
        return refused("RLS113", what + ": map each of them to a table of its own");
    }

    static StartRefusedException contributedLate(String entity) {
        return refused(
                "RLS114",
                entity
                        + PROTECTED + "another AdditionalMappingContributor added it after the protected entities"
                        + " had been bound. Name it as a managed class of the persistence unit");
    }

    static StartRefusedException foreignTranslator() {
        return refused(
                "RLS115",
                "the persistence unit has protected entities and a hibernate.query.sqm.translator of its own. Updates and"
                        + " deletes by query carry the policies through the one of this library: remove the setting");
    }

    static StartRefusedException foreignPersisters() {
        return refused(
                "RLS115",
                "the persistence unit has protected entities and a hibernate.persister.resolver of its own. Without row"
                        + " security sizes of collections are asked through the one of this library: remove the setting");
    }

    static StartRefusedException cached(String what, String entity) {
        return refused(
                "RLS116",
                what + " is cached, but the policies of " + entity + " ask for more than the tenant" + MORE
                        + ". The second-level cache knows of nothing else, so what one user reads would be served to the"
                        + " next: remove the cache from it");
    }

    static StartRefusedException cachedReference(String entity, String attribute, String target) {
        return refused(
                "RLS116",
                entity + " is cached, and refers by \"" + attribute + "\" to the protected " + target
                        + ", which is loaded with it. An entry that one tenant's session made could not be put together for"
                        + " who may not see that row: make the association lazy (FetchType.LAZY, no @NotFound), or remove"
                        + " the cache from " + entity);
    }

    static StartRefusedException queryCache(String entity) {
        return refused(
                "RLS117",
                "the query cache is enabled, but the policies of " + entity + " ask for more than the tenant" + MORE
                        + ". The query cache knows of nothing else, so what one user reads would be served to the next:"
                        + " set hibernate.cache.use_query_cache=false");
    }

    static StartRefusedException openFilter(String entity, String filter) {
        return refused(
                "RLS119",
                "the filter " + filter + " of the subclass " + entity
                        + " has an \"or\" outside of parentheses. Hibernate writes conditions of filters side by side, so"
                        + " rows would pass that the policies keep away: put its condition in parentheses");
    }

    static StartRefusedException staleIndex(String entity, String annotation) {
        return refused(
                "RLS118",
                "the policy index says of " + entity + " something else than its " + annotation
                        + ": it was made from an older class. Build the module of this entity again, from scratch");
    }

    static StartRefusedException secondEntity(String second, String table, String entity) {
        return refused(
                "RLS123",
                second + " is mapped to the table " + table + " of the protected " + entity
                        + " and has no policies (@TenantScoped, @RowPolicy): through it Hibernate would filter nothing."
                        + " Annotate it like " + entity
                        + ", or remove it. If it has another table of that name, name the"
                        + " schema of that in the mapping");
    }

    static StartRefusedException secondTable(String what, String table, String entity) {
        return refused(
                "RLS123",
                what + " is mapped to the table " + table + " of the protected " + entity
                        + ": through it Hibernate would filter nothing. Remove it and ask for " + entity
                        + ". If it has another table of that name, name the schema of that in the mapping");
    }

    static StartRefusedException tenantInCustomUpdate(String entity, String column) {
        return refused(
                "RLS129",
                "@SQLUpdate of " + entity + " writes the tenant's column " + column
                        + ". A tenant is not updated: its value is bound behind the key, so the statement would take one"
                        + " value for another. Leave it out of what is set, and end with: where <key>=? and " + column
                        + "=?");
    }

    static StartRefusedException ignoredReference(String attribute, String target, String rewritten) {
        return refused(
                "RLS127",
                attribute + " refers by @NotFound(IGNORE) to the protected " + target
                        + ". A row that its policies hide reads as null then, which would be written over the reference:"
                        + " " + rewritten + ". Leave @NotFound out, or map the column as a basic attribute and the"
                        + " association beside it with insertable = false, updatable = false");
    }

    static StartRefusedException unsupportedHibernate(String entity, String version) {
        return refused(
                "RLS130",
                entity + PROTECTED + "Hibernate " + version + " is running. This library rests on what Hibernate does"
                        + " inside, which was verified for " + HibernateVersion.RANGE
                        + ". Use one of these; where hibernate-core was repacked into another jar, keep it as a jar of its"
                        + " own, because its manifest names the version");
    }

    static StartRefusedException hibernateRowSecurity() {
        return refused(
                "RLS131",
                "the persistence unit has protected entities and hibernate.multi_tenant.rls_enabled=true. Hibernate's own"
                        + " row security shows all tenants to whoever sets hibernate.tenant_id_root, and it acts on the"
                        + " filter that protects these entities: remove the setting, or set it to false");
    }

    private static String describe(ProtectedEntity entity) {
        ClaimRef tenant = entity.scoped().tenantClaim();
        return "claim \"" + tenant.claim() + "\" of type " + tenant.type().id();
    }

    private static StartRefusedException refused(String code, String problem) {
        return new StartRefusedException(code, problem, null);
    }
}
