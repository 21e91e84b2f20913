package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.TableName;
import dev.rls.policy.ValueType;
import java.sql.SQLException;
import java.util.List;

/**
 * Tables of 10,000 tenants, of which one has a tenth of all rows and the others equal shares: customers, their invoices,
 * payments of these, and events in partitions. Six indexes that any application with tenants would have.
 */
final class ScaleTables {

    /** Has a tenth of everything. */
    static final String BIG = "tenant-7";

    /** One of the others. */
    static final String SMALL = "tenant-42";

    private static final List<String> NAMES = List.of("customer", "invoice", "payment", "event");

    private static final String TABLES = """
            create table %1$s.customer (id bigint primary key, tenant_id text not null, name text not null);
            create table %1$s.invoice (id bigint primary key, tenant_id text not null, customer_id bigint not null,
              status text not null, created timestamptz not null, amount numeric(12, 2) not null);
            create table %1$s.payment (id bigint primary key, tenant_id text not null, invoice_id bigint not null,
              amount numeric(12, 2) not null);
            create table %1$s.event (id bigint, tenant_id text not null, name text not null, primary key (tenant_id, id))
              partition by hash (tenant_id);
            """;

    private static final String INDEXES = """
            create index customer_tenant on %1$s.customer (tenant_id, id);
            create index invoice_tenant on %1$s.invoice (tenant_id, id);
            create index invoice_created on %1$s.invoice (tenant_id, created);
            create index invoice_customer on %1$s.invoice (tenant_id, customer_id);
            create index payment_tenant on %1$s.payment (tenant_id, id);
            create index payment_invoice on %1$s.payment (tenant_id, invoice_id);
            """;

    /** Whose a customer is; what hangs on a customer is the same tenant's. */
    private static final String TENANT =
            "case when c % 10 = 0 then 'tenant-7' else 'tenant-' || (c - c / 10) % 10000 end";

    private ScaleTables() {}

    /** Without policies. */
    static void fill(Sql owner, String schema, int invoices) throws SQLException {
        owner.execute(TABLES.formatted(schema));
        for (int part = 0; part < 8; part++) {
            owner.execute(
                    "create table %1$s.event_%2$d partition of %1$s.event for values with (modulus 8, remainder %2$d)"
                            .formatted(schema, part));
        }
        int customers = invoices / 10;
        owner.execute(
                insert(schema, "customer", customers, customers, "c, " + TENANT + ", 'customer ' || c"),
                insert(
                        schema,
                        "invoice",
                        invoices,
                        customers,
                        "g, " + TENANT + ", c, case when g % 3 = 0 then 'open' else 'paid' end,"
                                + " timestamptz '2026-01-01' + g * interval '1 minute', g % 1000"),
                insert(schema, "payment", invoices / 4, customers, "g, " + TENANT + ", g, g % 1000"),
                insert(schema, "event", invoices / 4, customers, "g, " + TENANT + ", 'event ' || g"),
                INDEXES.formatted(schema));
        for (String table : NAMES) {
            owner.execute("vacuum analyze " + schema + "." + table);
        }
    }

    private static String insert(String schema, String table, int rows, int customers, String values) {
        return "insert into " + schema + "." + table + " select " + values + " from (select g, g % " + customers
                + " as c from generate_series(0, " + (rows - 1) + ") g) r";
    }

    /** The policies of a tenant's column, by the changelog that the processor would write. */
    static PolicyIndex protect(Invoices database, String schema) throws SQLException {
        PolicyIndex index = new PolicyIndex(
                "scale",
                PolicyIndex.DEFAULT_APP_ROLE,
                NAMES.stream()
                        .map(name -> Invoices.declaration(
                                "com.acme." + name, new TableName(schema, name), "tenant_id", ValueType.STRING))
                        .toList());
        Installer.PSQL.update(database.database(), PostgresServer.MIGRATOR, "changelog.sql", Invoices.changelog(index));
        return index;
    }
}
