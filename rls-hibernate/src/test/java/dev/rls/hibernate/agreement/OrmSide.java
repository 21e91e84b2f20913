package dev.rls.hibernate.agreement;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.InvoiceRow;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;

/** The ORM, by entities, HQL and stateless sessions. */
public final class OrmSide implements Side {

    private final Table table;
    private final SessionFactory factory;
    private final Class<? extends InvoiceRow> invoice;

    public OrmSide(Shop shop, SessionFactory factory, Class<? extends InvoiceRow> invoice) {
        this.table = new Table(shop);
        this.factory = factory;
        this.invoice = invoice;
    }

    @Override
    public void fill(List<Case.Row> rows) {
        table.fill(rows);
    }

    @Override
    public List<String> content() {
        return table.content();
    }

    @Override
    public String run(Case c) {
        return ClaimsScope.call(Tenants.of(c.tenant()), () -> {
            try {
                return c.operation() == Case.Operation.UPDATE_FORGED
                        ? forged(c)
                        : factory.fromTransaction(session -> run(c, session));
            } catch (WriteRejectedException e) {
                return REJECTED;
            }
        });
    }

    private String run(Case c, Session session) {
        String entity = invoice.getSimpleName();
        return switch (c.operation()) {
            case FIND -> numbers(session.findMultiple(invoice, List.of(c.target())));
            case LIST ->
                numbers(session.createSelectionQuery("from " + entity, invoice).getResultList());
            case COUNT ->
                session.createSelectionQuery("select count(*) from " + entity, Long.class)
                        .getSingleResult()
                        .toString();
            case UPDATE -> {
                InvoiceRow found = session.find(invoice, c.target());
                if (found != null) {
                    found.setNumber("changed");
                }
                yield found == null ? "0" : "1";
            }
            case UPDATE_ALL ->
                ""
                        + session.createMutationQuery("update " + entity + " set number = 'changed'")
                                .executeUpdate();
            case DELETE -> {
                InvoiceRow found = session.find(invoice, c.target());
                if (found != null) {
                    session.remove(found);
                }
                yield found == null ? "0" : "1";
            }
            case DELETE_ALL ->
                "" + session.createMutationQuery("delete from " + entity).executeUpdate();
            case INSERT -> {
                session.persist(row(c.target(), c.otherTenant()));
                session.flush();
                yield "1";
            }
            case UPDATE_FORGED -> throw new AssertionError();
        };
    }

    /** An instance nobody has loaded, which says it is the user's own. */
    private String forged(Case c) {
        try {
            factory.inStatelessTransaction(session -> session.update(row(c.target(), c.tenant())));
            return "1";
        } catch (StaleStateException | OptimisticLockException e) {
            return "0";
        }
    }

    private InvoiceRow row(UUID id, String tenant) {
        try {
            return invoice.getConstructor(UUID.class, String.class, String.class)
                    .newInstance(id, tenant, "changed");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String numbers(List<? extends InvoiceRow> rows) {
        return rows.stream()
                .filter(row -> row != null)
                .map(InvoiceRow::getNumber)
                .sorted()
                .toList()
                .toString();
    }
}
