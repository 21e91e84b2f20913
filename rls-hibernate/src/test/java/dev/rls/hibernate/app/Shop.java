package dev.rls.hibernate.app;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.hibernate.desk.Notice;
import dev.rls.hibernate.desk.Page;
import dev.rls.hibernate.desk.Step;
import dev.rls.hibernate.desk.Task;
import dev.rls.hibernate.ledger.Account;
import dev.rls.hibernate.ledger.Entry;
import dev.rls.hibernate.ledger.Line;
import dev.rls.hibernate.memo.Memo;
import dev.rls.hibernate.memo.Shelf;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import dev.rls.hibernate.model.PlainCustomer;
import dev.rls.hibernate.model.PlainInvoice;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Two tenants with invoices, in one database. Three session factories: protected, a twin over the same tables without
 * any annotation, and the twin on bound connections, which only the database protects.
 */
public final class Shop {

    public static final UUID ACME_CUSTOMER = UUID.fromString("00000000-0000-4000-8000-0000000000a0");
    public static final UUID ACME_INVOICE = UUID.fromString("00000000-0000-4000-8000-0000000000a1");
    public static final UUID GLOBEX_CUSTOMER = UUID.fromString("00000000-0000-4000-8000-0000000000b0");
    public static final UUID GLOBEX_INVOICE = UUID.fromString("00000000-0000-4000-8000-0000000000b1");

    /** The number of globex's invoice: whoever of acme sees it has seen too much. */
    public static final String MARKER = "G-1";

    /** Those of unit {@code test} that tests share a database for. */
    static final List<Class<?>> ENTITIES = List.of(
            Customer.class,
            Invoice.class,
            Currency.class,
            Task.class,
            Step.class,
            Notice.class,
            Page.class,
            Memo.class,
            Shelf.class,
            Account.class,
            Entry.class,
            Line.class);

    private static final Map<Version, Shop> ON_POSTGRES = new EnumMap<>(Version.class);
    private static @Nullable Shop onH2;

    private final Place place;
    private final DataSource application;
    private final Sql truth;
    private final SessionFactory factory;
    private final SessionFactory twin;

    private Shop(Place place) {
        this.place = place;
        application = Place.pool(place.application());
        truth = new Sql(Place.pool(place.truth().dataSource()));
        Factories.createTables(Shop.class.getClassLoader(), place, ENTITIES);
        if (!place.isH2()) {
            place.runText(Factories.changelog(Shop.class.getClassLoader(), ENTITIES));
            place.owner("grant select, insert on currency to application");
        }
        factory = Factories.build(Place.connectBy(application), Customer.class, Invoice.class, Currency.class);
        twin = Factories.build(Place.connectBy(application), PlainCustomer.class, PlainInvoice.class, Currency.class);
        reset();
    }

    public static synchronized Shop onH2() {
        onH2 = onH2 == null ? new Shop(Place.h2()) : onH2;
        return onH2;
    }

    /** Where Hibernate stands alone, and where the database decides. */
    public static Stream<Shop> all() {
        return Place.hasServers() ? Stream.of(onH2(), on(Version.V18)) : Stream.of(onH2());
    }

    public static synchronized Shop on(Version version) {
        return ON_POSTGRES.computeIfAbsent(version, v -> new Shop(Place.postgres(v)));
    }

    /** One of its own, for those who fill it otherwise. */
    public static Shop another(Place place) {
        return new Shop(place);
    }

    public Place place() {
        return place;
    }

    public SessionFactory factory() {
        return factory;
    }

    public SessionFactory twin() {
        return twin;
    }

    public void reset() {
        execute(
                "delete from invoice",
                "delete from customer",
                "delete from currency",
                "insert into currency (code) values ('EUR')",
                "insert into customer (id, tenantid) values ('" + ACME_CUSTOMER + "', 'acme'), ('" + GLOBEX_CUSTOMER
                        + "', 'globex')");
        // one foreign invoice hangs on acme's customer, as simple foreign keys allowed it
        place.poison("insert into invoice (id, tenantid, number, customer_id) values ('" + ACME_INVOICE
                + "', 'acme', 'A-1', '"
                + ACME_CUSTOMER + "'), ('" + GLOBEX_INVOICE + "', 'globex', '" + MARKER + "', '" + ACME_CUSTOMER
                + "')");
    }

    /** Pooled connections of the role the application connects as. */
    public DataSource application() {
        return application;
    }

    /** Pooled connections beyond row security. */
    public Sql truth() {
        return truth;
    }

    private void execute(String... statements) {
        try {
            truth.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the database holds, whoever asks. */
    public List<@Nullable String> truth(String query, @Nullable Object... parameters) {
        try {
            return truth.column(query, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the database's protection away, for as long as the work takes. */
    public void withoutRowSecurity(Runnable work) {
        if (place.isH2()) {
            work.run();
            return;
        }
        execute("alter table invoice disable row level security", "alter table customer disable row level security");
        try {
            work.run();
        } finally {
            execute("alter table invoice enable row level security", "alter table customer enable row level security");
        }
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
