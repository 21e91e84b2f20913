package dev.rls.testkit.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A generated entity.
 *
 * @param name the class
 * @param numbered whether the database makes its identifier
 * @param tenant the type of its tenants
 * @param tenancy how its rows belong to a tenant
 * @param rules its row policies
 * @param shapes what they look like, for the report
 */
record EntitySpec(String name, boolean numbered, Kind tenant, Tenancy tenancy, List<Rule> rules, List<Shape> shapes) {

    /** How rows belong to a tenant. */
    enum Tenancy {
        NONE(""),
        PLAIN("@TenantScoped\n"),
        SHARED("@TenantScoped(shared = true)\n"),
        VIA("@TenantScoped(via = \"team\")\n");

        final String annotation;

        Tenancy(String annotation) {
            this.annotation = annotation;
        }
    }

    static final String PACKAGE = "dev.rls.generated";

    static final String IMPORTS = """
            package dev.rls.generated;
            import static dev.rls.Operation.*;
            import dev.rls.*;
            import dev.rls.testkit.schema.*;
            import jakarta.persistence.*;
            """;

    String className() {
        return PACKAGE + "." + name;
    }

    String table() {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    /** The annotations, which are what makes two entities different. */
    String policies() {
        return tenancy.annotation + rules.stream().map(Rule::source).collect(Collectors.joining());
    }

    String source() {
        return IMPORTS + "@Entity\n" + policies() + "public class " + name + " extends "
                + (numbered ? "NumberedDoc" : "AssignedDoc")
                + " {\n    @dev.rls.CrossTenantReference(reason = \"the rows of the proof lead anywhere\")\n"
                + "    @ManyToOne(fetch = FetchType.LAZY)\n    public Team team;\n" + tenantId(tenant)
                + "}\n";
    }

    /** The attribute, whose type is that of the unit's tenants. */
    static String tenantId(Kind tenant) {
        return "    public " + tenant.javaType() + " tenantId;\n";
    }

    EntitySpec named(String other) {
        return new EntitySpec(other, numbered, tenant, tenancy, rules, shapes);
    }

    /** Entities whose policies say less. */
    List<EntitySpec> smaller() {
        List<EntitySpec> smaller = new ArrayList<>();
        if (tenancy != Tenancy.NONE && !rules.isEmpty()) {
            smaller.add(new EntitySpec(name, numbered, tenant, Tenancy.NONE, rules, shapes));
        }
        for (int i = 0; i < rules.size(); i++) {
            List<Rule> rest = new ArrayList<>(rules);
            Rule rule = rest.remove(i);
            if (!rest.isEmpty() || tenancy != Tenancy.NONE) {
                smaller.add(new EntitySpec(name, numbered, tenant, tenancy, rest, shapes));
            }
            for (Rule less : rule.smaller()) {
                List<Rule> replaced = new ArrayList<>(rules);
                replaced.set(i, less);
                smaller.add(new EntitySpec(name, numbered, tenant, tenancy, replaced, shapes));
            }
        }
        return smaller;
    }
}
