package dev.rls.policy;

import dev.rls.Operation;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entity for each shape that policies have, written as the annotations are. */
public final class Shapes {

    private static final Set<Operation> ALL = EnumSet.allOf(Operation.class);
    private static final TenantDeclaration TENANT = new TenantDeclaration("tenantId", "tenant_id", "", false);
    private static final TenantDeclaration SHARED = new TenantDeclaration("tenantId", "tenant_id", "", true);
    private static final List<String> VISIBILITY = List.of("PRIVATE", "PUBLIC");

    private Shapes() {}

    public static List<EntityDeclaration> declarations() {
        return List.of(
                entity("Draft", TENANT, rule("owner", "ownerId = :sub")),
                entity(
                        "AuditEntry",
                        TENANT,
                        new RuleDeclaration("auditors_read", EnumSet.of(Operation.SELECT), "'auditor' in :roles", "")),
                entity(
                        "Invoice",
                        TENANT,
                        new RuleDeclaration(
                                "own_or_manager",
                                EnumSet.of(Operation.UPDATE, Operation.DELETE),
                                "ownerId = :sub or 'manager' in :roles",
                                "")),
                entity("Holiday", SHARED),
                entity("InvoiceLine", via("invoice")),
                entity("Remark", via("line")),
                entity(
                        "Attachment",
                        TENANT,
                        rule("of_owner", "invoice.ownerId = :sub"),
                        rule("of_country", "country.name is null or country.name <> 'Atlantis'")),
                entity("Task", TENANT, rule("team", "ownerId in :team and not (ownerId in (:sub, 'nobody'))")),
                entity(
                        "Notice",
                        TENANT,
                        rule(
                                "in_time",
                                "validFrom <= current_timestamp and (validTo is null or validTo > current_timestamp)")),
                entity("Folder", null, rule("below_root", "path like :org.root || '%'")),
                entity(
                        "Price",
                        null,
                        new RuleDeclaration(
                                "clerks_write",
                                EnumSet.complementOf(EnumSet.of(Operation.SELECT)),
                                "'clerk' in :roles",
                                "")),
                entity("Report", null, rule("tenants", "tenantId in :tenants")),
                entity(
                        "Article",
                        null,
                        new RuleDeclaration(
                                "public_or_mine",
                                ALL,
                                "visibility = PUBLIC or tenantId = :tenant_id",
                                "tenantId = :tenant_id")),
                entity(
                        "Publication",
                        null,
                        new RuleDeclaration(
                                "public_or_mine",
                                EnumSet.of(Operation.SELECT),
                                "visibility = PUBLIC or tenantId = :tenant_id",
                                ""),
                        new RuleDeclaration(
                                "mine",
                                EnumSet.complementOf(EnumSet.of(Operation.SELECT)),
                                "tenantId = :tenant_id",
                                "")),
                entity(
                        "Everything",
                        null,
                        rule(
                                "operators",
                                "version <> 1 and version < 2 and version <= 3 and version > -4 and version >= 5"
                                        + " and version between 6 and 7 and not version in (8, 9) and version not between 1 and 2"),
                        rule(
                                "literals",
                                "amount = 12.50 or open = true or day = '2026-01-31' or code ="
                                        + " '7f000001-0000-4000-8000-000000000001' or validTo = '2026-01-31T12:00:00.5Z'"),
                        rule(
                                "texts",
                                "path = 'it''s' or path = 'a:b;${c}--' or path like '%50!%%' escape '!' or path not"
                                        + " like 'a!_b%' escape '!' or path like 'ä%'"),
                        rule(
                                "claims",
                                ":'https://acme.example/level' >= version or code = :org.code or code in :codes or"
                                        + " amount < :limit or open = :flag"),
                        new RuleDeclaration("inserted", EnumSet.of(Operation.INSERT), "", "ownerId = :sub")),
                entity("Country", null));
    }

    private static EntityDeclaration entity(String name, @Nullable TenantDeclaration tenant, RuleDeclaration... rules) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("id", basic("id", ValueType.LONG));
        attributes.put("tenantId", basic("tenant_id", ValueType.STRING));
        attributes.put("ownerId", basic("owner_id", ValueType.STRING));
        attributes.put("name", basic("name", ValueType.STRING));
        attributes.put("path", basic("path", ValueType.STRING));
        attributes.put("amount", basic("amount", ValueType.DECIMAL));
        attributes.put("version", basic("version", ValueType.INTEGER));
        attributes.put("open", basic("Open", ValueType.BOOLEAN));
        attributes.put("day", basic("day", ValueType.DATE));
        attributes.put("code", basic("code", ValueType.UUID));
        attributes.put("validFrom", basic("valid_from", ValueType.TIMESTAMP));
        attributes.put("validTo", basic("valid_to", ValueType.TIMESTAMP));
        attributes.put("visibility", new Attribute.Basic("visibility", ValueType.STRING, VISIBILITY));
        attributes.put("invoice", new Attribute.ToOne("invoice_id", "com.acme.Invoice", "id"));
        attributes.put("line", new Attribute.ToOne("line_id", "com.acme.InvoiceLine", "id"));
        attributes.put("country", new Attribute.ToOne("country_id", "com.acme.Country", "id"));
        String table = name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return new EntityDeclaration(
                "com.acme." + name, new TableName("public", table), attributes, tenant, List.of(rules));
    }

    private static Attribute basic(String column, ValueType type) {
        return new Attribute.Basic(column, type, List.of());
    }

    private static TenantDeclaration via(String association) {
        return new TenantDeclaration("", "", association, false);
    }

    private static RuleDeclaration rule(String name, String using) {
        return new RuleDeclaration(name, ALL, using, "");
    }
}
