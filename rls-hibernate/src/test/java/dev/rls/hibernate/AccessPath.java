package dev.rls.hibernate;

import static dev.rls.hibernate.app.Shop.ACME_CUSTOMER;
import static dev.rls.hibernate.app.Shop.GLOBEX_INVOICE;
import static dev.rls.hibernate.app.Shop.MARKER;

import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.model.InvoiceRow;
import jakarta.persistence.criteria.CriteriaQuery;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/**
 * One way to the row of another tenant: the same body for the protected entities and for their unprotected twins. Its
 * result tells what was seen or changed.
 */
enum AccessPath {
    FIND(reading((session, model) -> one(session.find(model.invoice(), GLOBEX_INVOICE)))),
    REFERENCE(reading((session, model) -> one(initialized(session.getReference(model.invoice(), GLOBEX_INVOICE))))),
    FIND_MULTIPLE(reading((session, model) -> rows(session.findMultiple(model.invoice(), List.of(GLOBEX_INVOICE))))),
    HQL_LIST(reading(
            (session, model) -> rows(session.createSelectionQuery("from " + model.invoiceName(), model.invoice())
                    .getResultList()))),
    HQL_PROJECTION(reading(
            (session, model) -> session.createSelectionQuery("select number from " + model.invoiceName(), String.class)
                    .getResultList())),
    HQL_COUNT(reading((session, model) -> count(session.createSelectionQuery(
                    "select count(*) from " + model.invoiceName() + " where number = 'G-1'", Long.class)
            .getSingleResult()))),
    HQL_JOIN(reading((session, model) -> session.createSelectionQuery(
                    "select i.number from " + model.customerName() + " c join c.invoices i", String.class)
            .getResultList())),
    HQL_JOIN_FETCH(reading((session, model) -> rows(invoices(session.createSelectionQuery(
                    "from " + model.customerName() + " c left join fetch c.invoices where c.id = :id")
            .setParameter("id", ACME_CUSTOMER)
            .getSingleResult())))),
    HQL_SUBQUERY(reading((session, model) -> count(session.createSelectionQuery(
                    "select count(*) from Currency where exists (from " + model.invoiceName()
                            + " where number = 'G-1')",
                    Long.class)
            .getSingleResult()))),
    CRITERIA(reading((session, model) -> rows(criteria(session, model.invoice())))),
    LAZY_COLLECTION(reading((session, model) -> rows(invoices(session.find(model.customer(), ACME_CUSTOMER))))),
    NATIVE_ENTITIES(reading((session, model) -> rows(
            session.createNativeQuery("select * from invoice", model.invoice()).getResultList()))),
    NATIVE_SCALAR(reading((session, model) -> session.createNativeQuery("select number from invoice", String.class)
            .getResultList())),
    DO_WORK(reading((session, model) -> session.doReturningWork(connection -> {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select number from invoice where number = 'G-1'")) {
            return rows.next() ? List.of(rows.getString(1)) : List.of();
        }
    }))),
    STATELESS_GET(stateless((session, model) -> one(session.get(model.invoice(), GLOBEX_INVOICE)))),
    STATELESS_HQL(stateless(
            (session, model) -> rows(session.createSelectionQuery("from " + model.invoiceName(), model.invoice())
                    .getResultList()))),
    HQL_UPDATE(writing((session, model) -> session.createMutationQuery(
                    "update " + model.invoiceName() + " set number = 'stolen' where number = 'G-1'")
            .executeUpdate())),
    HQL_DELETE(writing((session, model) -> session.createMutationQuery(
                    "delete from " + model.invoiceName() + " where number = 'G-1'")
            .executeUpdate())),
    NATIVE_UPDATE(writing((session, model) -> session.createNativeMutationQuery(
                    "update invoice set number = 'stolen' where number = 'G-1'")
            .executeUpdate())),
    MERGE(writing((session, model) -> {
        session.merge(model.forged());
        session.flush();
        return 1;
    })),
    REMOVE(writing((session, model) -> {
        session.remove(session.getReference(model.invoice(), GLOBEX_INVOICE));
        session.flush();
        return 1;
    })),
    STATELESS_UPDATE(statelessWriting((session, model) -> {
        session.update(model.forged());
        return 1;
    })),
    STATELESS_DELETE(statelessWriting((session, model) -> {
        session.delete(model.forged());
        return 1;
    })),
    PERSIST_FOR_ANOTHER_TENANT(writing((session, model) -> {
        session.persist(model.of(UUID.randomUUID(), "globex", "planted"));
        session.flush();
        return 1;
    }));

    /** What of the other tenant was seen, or empty. */
    private final BiFunction<SessionFactory, Model, Collection<?>> body;

    AccessPath(BiFunction<SessionFactory, Model, Collection<?>> body) {
        this.body = body;
    }

    /** Whether the other tenant's row was seen or touched. A refusal by exception is none. */
    boolean leaks(Shop shop, SessionFactory factory, Model model) {
        shop.reset();
        Collection<?> seen;
        try {
            seen = body.apply(factory, model);
        } catch (RuntimeException e) {
            seen = List.of(); // refused; what was written all the same is looked up below
        }
        boolean untouched = shop.truth("select number from invoice where tenantid = 'globex'")
                .equals(List.of(MARKER));
        return seen.contains(MARKER) || !untouched;
    }

    /** The entities a path goes by: the protected ones or their twins. */
    record Model(Class<? extends InvoiceRow> invoice, Class<?> customer) {

        String invoiceName() {
            return invoice.getSimpleName();
        }

        String customerName() {
            return customer.getSimpleName();
        }

        InvoiceRow of(UUID id, String tenant, String number) {
            try {
                return invoice.getConstructor(UUID.class, String.class, String.class)
                        .newInstance(id, tenant, number);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The other tenant's invoice, as someone makes it up who knows its id. */
        InvoiceRow forged() {
            return of(GLOBEX_INVOICE, "acme", "stolen");
        }
    }

    private interface Body<S> {
        Collection<?> run(S session, Model model);
    }

    private interface Write<S> {
        int run(S session, Model model);
    }

    private static BiFunction<SessionFactory, Model, Collection<?>> reading(Body<Session> body) {
        return (factory, model) -> factory.fromTransaction(session -> body.run(session, model));
    }

    private static BiFunction<SessionFactory, Model, Collection<?>> writing(Write<Session> body) {
        return (factory, model) -> {
            factory.fromTransaction(session -> body.run(session, model));
            return List.of();
        };
    }

    private static BiFunction<SessionFactory, Model, Collection<?>> stateless(Body<StatelessSession> body) {
        return (factory, model) -> factory.fromStatelessTransaction(session -> body.run(session, model));
    }

    private static BiFunction<SessionFactory, Model, Collection<?>> statelessWriting(Write<StatelessSession> body) {
        return (factory, model) -> {
            factory.fromStatelessTransaction(session -> body.run(session, model));
            return List.of();
        };
    }

    private static <T> List<T> criteria(Session session, Class<T> type) {
        CriteriaQuery<T> query = session.getCriteriaBuilder().createQuery(type);
        query.from(type);
        return session.createSelectionQuery(query).getResultList();
    }

    private static Collection<?> count(long rows) {
        return rows == 0 ? List.of() : List.of(MARKER);
    }

    private static Collection<?> one(Object invoice) {
        return invoice == null ? List.of() : rows(List.of(invoice));
    }

    private static Collection<?> rows(Collection<?> invoices) {
        return invoices.stream()
                .filter(InvoiceRow.class::isInstance)
                .map(invoice -> ((InvoiceRow) invoice).getNumber())
                .toList();
    }

    private static Object initialized(Object proxy) {
        Hibernate.initialize(proxy);
        return Hibernate.unproxy(proxy);
    }

    private static Collection<?> invoices(Object customer) {
        return customer instanceof dev.rls.hibernate.model.Customer scoped
                ? scoped.getInvoices()
                : ((dev.rls.hibernate.model.PlainCustomer) customer).getInvoices();
    }
}
