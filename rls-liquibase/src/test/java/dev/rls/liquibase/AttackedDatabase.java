package dev.rls.liquibase;

import dev.rls.Operation;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.RuleDeclaration;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables of every kind that row security meets, of the tenants acme and globex, protected as a changelog does it. */
public final class AttackedDatabase {

    /** Stands in each row that alice of acme must not see, and nowhere else. */
    public static final String LOOT = "47110815";

    private static final String TABLES = """
            create table customer (tenant_id text, id int, name varchar(40) not null, primary key (tenant_id, id));
            create table price (id int primary key, tenant_id text, label text not null);
            create table invoice (tenant_id text, id int, number text not null, amount int not null, delay float8 not null,
              customer_id int, price_id int references price, primary key (tenant_id, id), unique (tenant_id, number));
            create table line (id int primary key, invoice_id int, label text not null);
            create table document (id int primary key, tenant_id text not null, owner_id text not null, title text not null);
            create table memo (id int primary key, tenant_id text not null, owner_id text not null, title text not null);
            create table entry (tenant_id text not null, id int, label text not null) partition by list (tenant_id);
            create table entry_acme partition of entry for values in ('acme');
            create table entry_globex partition of entry for values in ('globex');
            create table event (id int, tenant_id text not null, label text not null);
            create table event_2020 () inherits (event);
            create sequence invoice_seq;
            """;

    private static final String ROWS = """
            insert into customer values ('acme', 1, 'mine'), ('globex', 2, 'g%1$s');
            insert into price values (1, 'acme', 'mine'), (2, 'globex', 'g%1$s'), (3, null, 'everybody''s');
            insert into invoice values ('acme', 1, 'mine', 10, 0, 1, 1), ('globex', 2, 'g%1$s', %1$s, 0.75, 2, 2);
            insert into line values (1, 1, 'mine'), (2, 2, 'g%1$s');
            insert into document values (1, 'acme', 'alice', 'mine'), (2, 'acme', 'bob', 'g%1$s');
            insert into memo values (1, 'acme', 'alice', 'mine'), (2, 'acme', 'bob', 'everybody''s to read');
            insert into entry values ('acme', 1, 'mine'), ('globex', 2, 'g%1$s');
            insert into event values (1, 'acme', 'mine'), (2, 'globex', 'g%1$s');
            insert into event_2020 values (3, 'globex', 'g%1$s');
            """.formatted(LOOT);

    private AttackedDatabase() {}

    /** In a cluster of its own roles; the application logs in as {@code application} and is in {@code rls_app}. */
    public static TestDatabase create(Version version) throws SQLException {
        TestDatabase database = Cluster.fresh(version);
        Installer.PSQL.installSchema(database, PostgresServer.MIGRATOR);
        database.migrator().execute(TABLES, ROWS);
        Installer.PSQL.update(database, PostgresServer.MIGRATOR, "changelog.sql", Invoices.changelog(index()));
        database.migrator()
                .execute(
                        "grant rls_app to application",
                        "grant rls_keys to migrator",
                        "grant usage on sequence invoice_seq to rls_app",
                        "vacuum analyze");
        return database;
    }

    /** Makes all rows what they were. */
    public static void restoreRows(TestDatabase database) throws SQLException {
        database.superuser()
                .execute(
                        "set session_replication_role = replica; delete from customer; delete from price; delete from invoice;"
                                + " delete from line; delete from document; delete from memo; delete from entry; delete from event; "
                                + ROWS);
    }

    private static PolicyIndex index() {
        TenantDeclaration tenant = new TenantDeclaration("tenantId", "tenant_id", "", false);
        TenantDeclaration shared = new TenantDeclaration("tenantId", "tenant_id", "", true);
        TenantDeclaration viaInvoice = new TenantDeclaration("", "", "invoice", false);
        return new PolicyIndex(
                "app",
                "rls_app",
                List.of(
                        entity("Customer", tenant),
                        entity("Price", shared),
                        entity("Invoice", tenant)
                                .with(List.of(
                                        reference("customer", "Customer", true), reference("price", "Price", false))),
                        entity("Line", viaInvoice),
                        entity("Document", tenant, owned(EnumSet.allOf(Operation.class))),
                        entity("Memo", tenant, owned(EnumSet.complementOf(EnumSet.of(Operation.SELECT)))),
                        entity("Entry", tenant),
                        entity("Event", tenant)));
    }

    private static EntityDeclaration entity(String name, @Nullable TenantDeclaration tenant, RuleDeclaration... rules) {
        return new EntityDeclaration(
                "com.acme." + name,
                table(name),
                Map.of(
                        "id",
                        new Attribute.Basic("id", ValueType.INTEGER, List.of()),
                        "tenantId",
                        new Attribute.Basic("tenant_id", ValueType.STRING, List.of()),
                        "ownerId",
                        new Attribute.Basic("owner_id", ValueType.STRING, List.of()),
                        "invoice",
                        new Attribute.ToOne("invoice_id", "com.acme.Invoice", "id")),
                tenant,
                List.of(rules));
    }

    private static RuleDeclaration owned(Set<Operation> on) {
        return new RuleDeclaration("owned", on, "ownerId = :sub", "");
    }

    private static Reference reference(String attribute, String target, boolean byKey) {
        return new Reference(
                attribute, attribute + "_id", "com.acme." + target, table(target), "id", "tenant_id", byKey);
    }

    private static TableName table(String entity) {
        return new TableName("public", entity.toLowerCase(java.util.Locale.ROOT));
    }
}
