package dev.rls.benchmarks.worker;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.PersistenceConfiguration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.query.SelectionQuery;

/** Hibernate over a pool of one connection, as an application has them. */
final class Application {

    /** Each fifth statement of a transaction reads a page, the others a row by its key. */
    private static final int PAGE_EACH = 5;

    private static final int PAGE = 10;

    private final Tenancy tenancy;
    private final int rows;
    private final SessionFactory factory;
    private final String byKey;
    private final String page;

    /**
     * Starts.
     *
     * @param tenancy how it keeps to the rows of a tenant
     * @param url where the database is, with user and password
     * @param rows how many each tenant has
     */
    Application(Tenancy tenancy, String url, int rows) {
        this.tenancy = tenancy;
        this.rows = rows;
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(1);
        factory = configuration(tenancy)
                .property("jakarta.persistence.nonJtaDataSource", new HikariDataSource(pool))
                .createEntityManagerFactory()
                .unwrap(SessionFactory.class);
        byKey = "select i from Invoice i where " + tenancy.predicate() + "i.id = :id";
        page = "select i from Invoice i where " + tenancy.predicate() + "i.id >= :id order by i.id";
    }

    /** Has the schema tool make the table, and whatever else belongs to it. */
    static void createTable(Tenancy tenancy, String url) {
        configuration(tenancy)
                .property("jakarta.persistence.jdbc.url", url)
                .property("jakarta.persistence.schema-generation.database.action", "create")
                .createEntityManagerFactory()
                .close();
    }

    private static PersistenceConfiguration configuration(Tenancy tenancy) {
        PersistenceConfiguration configuration =
                new PersistenceConfiguration("benchmark").managedClass(tenancy.entity());
        tenancy.settings().forEach(configuration::property);
        return configuration;
    }

    /** How many rows a tenant sees through SQL that says nothing of tenants. */
    long seenBySql(int tenant) {
        long[] seen = {0};
        tenancy.as(
                Rows.tenant(tenant),
                () -> inTransaction(session -> {
                    seen[0] = session.createNativeQuery("select count(*) from invoice", Long.class)
                            .getSingleResult();
                }));
        return seen[0];
    }

    /** How many rows a tenant sees by the key of another's. */
    int seenByKey(int tenant, int other) {
        int[] seen = {0};
        tenancy.as(
                Rows.tenant(tenant),
                () -> inTransaction(session -> seen[0] =
                        query(session, byKey, tenant, Rows.id(other, 0), 1).size()));
        return seen[0];
    }

    /** One transaction of one tenant. */
    void transaction(int statements, Random random) {
        int tenant = random.nextInt(Rows.TENANTS);
        tenancy.as(
                Rows.tenant(tenant),
                () -> inTransaction(session -> {
                    for (int i = 1; i <= statements; i++) {
                        read(session, tenant, random, i % PAGE_EACH == 0 ? PAGE : 1);
                    }
                }));
    }

    private void read(Session session, int tenant, Random random, int expected) {
        int first = random.nextInt(rows - expected + 1);
        List<? extends Invoice> found =
                query(session, expected == 1 ? byKey : page, tenant, Rows.id(tenant, first), expected);
        if (found.size() != expected) {
            throw new IllegalStateException(found.size() + " rows in place of " + expected);
        }
        for (int i = 0; i < expected; i++) {
            Invoice invoice = found.get(i);
            if (invoice.id() != Rows.id(tenant, first + i) || !invoice.tenant().equals(Rows.tenant(tenant))) {
                throw new IllegalStateException(tenancy + " read the wrong row");
            }
        }
    }

    private List<? extends Invoice> query(Session session, String text, int tenant, long id, int limit) {
        SelectionQuery<? extends Invoice> query = session.createSelectionQuery(text, tenancy.entity());
        tenancy.name(Rows.tenant(tenant), query);
        query.setParameter("id", id);
        if (limit > 1) {
            query.setMaxResults(limit);
        }
        return query.getResultList();
    }

    private void inTransaction(Consumer<Session> work) {
        try (Session session = factory.openSession()) {
            session.beginTransaction();
            work.accept(session);
            session.getTransaction().commit();
        }
    }
}
