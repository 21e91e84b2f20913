package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A database that was set up as the README says and is otherwise untouched, in a cluster of its own roles. */
public final class CheckedDatabase {

    private static final String TABLES = """
            create table public.invoice (id int primary key, tenant_id text not null, unique (tenant_id, id));
            create table public.payment (id int primary key, tenant_id text not null, invoice_id int,
              foreign key (tenant_id, invoice_id) references public.invoice (tenant_id, id));
            create table public.country (code text primary key);
            create sequence public.invoice_seq;
            insert into public.invoice values (1, 'acme'), (2, 'globex')""";

    private static final Reference INVOICE = new Reference(
            "invoice", "invoice_id", "com.acme.Invoice", new TableName("public", "invoice"), "id", "tenant_id", true);

    private CheckedDatabase() {}

    /** Installed by psql, as {@code migrator}; the application logs in as {@code application}. */
    public static TestDatabase create(Version version) throws SQLException {
        TestDatabase database = Cluster.fresh(version);
        Installer.PSQL.installSchema(database, PostgresServer.MIGRATOR);
        database.migrator().execute(TABLES);
        Installer.PSQL.update(database, PostgresServer.MIGRATOR, "changelog.sql", Invoices.changelog(index()));
        database.migrator()
                .execute("grant rls_app to application", "grant usage on sequence public.invoice_seq to rls_app");
        return database;
    }

    /** What is protected there. */
    public static PolicyIndex index() {
        return new PolicyIndex(
                "app", "rls_app", List.of(entity("Invoice"), entity("Payment").with(List.of(INVOICE))));
    }

    private static EntityDeclaration entity(String name) {
        return new EntityDeclaration(
                "com.acme." + name,
                new TableName("public", name.toLowerCase(java.util.Locale.ROOT)),
                Map.of("tenantId", new Attribute.Basic("tenant_id", ValueType.STRING, List.of())),
                new TenantDeclaration("tenantId", "tenant_id", "", false),
                List.of());
    }
}
