package dev.rls.benchmarks.worker;

/** Which rows there are: each hundredth is of the same tenant. */
public final class Rows {

    /** Tenants with the same number of rows. */
    public static final int TENANTS = 100;

    /** What fills the table, given how many rows each tenant has. */
    public static final String FILL = """
            insert into invoice (id, tenant_id, number, customer, amount, issued_on, note)
            select id, 'tenant-' || id %% %1$d, 'R-' || id, 'Customer ' || id %% 977, id %% 100000 / 100.0,
                date '2026-01-01' + (id %% 365)::int, repeat('note ', (id %% 20)::int)
            from generate_series(0::bigint, %2$d::bigint * %1$d - 1) id
            """;

    private Rows() {}

    /** The name of a tenant. */
    public static String tenant(int number) {
        return "tenant-" + number;
    }

    /** The identifier of a tenant's row. */
    public static long id(int tenant, int row) {
        return (long) row * TENANTS + tenant;
    }
}
