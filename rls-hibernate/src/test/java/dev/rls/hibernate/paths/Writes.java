package dev.rls.hibernate.paths;

import static dev.rls.hibernate.paths.Paths.got;

import dev.rls.hibernate.paths.model.Account;
import dev.rls.hibernate.paths.model.Board;
import dev.rls.hibernate.paths.model.Contact;
import dev.rls.hibernate.paths.model.Crate;
import dev.rls.hibernate.paths.model.Draft;
import dev.rls.hibernate.paths.model.Employee;
import dev.rls.hibernate.paths.model.Handset;
import dev.rls.hibernate.paths.model.Item;
import dev.rls.hibernate.paths.model.Label;
import dev.rls.hibernate.paths.model.Ledger;
import dev.rls.hibernate.paths.model.Parcel;
import dev.rls.hibernate.paths.model.Part;
import dev.rls.hibernate.paths.model.Purchase;
import dev.rls.hibernate.paths.model.Row;
import dev.rls.hibernate.paths.model.Seat;
import dev.rls.hibernate.paths.model.Slot;
import dev.rls.hibernate.paths.model.Template;
import jakarta.persistence.LockModeType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.Session;

/** Instances that are written. */
final class Writes {

    private static final String STAMP = "the tenant of what is inserted is the session's, or the insert is refused";
    private static final String BY_TENANT =
            "updates and deletes are restricted to the tenant, and one that finds no row is refused";
    private static final String LOADED = "what is merged or removed is loaded first, by key and filter";
    private static final String KEPT = "the tenant of a managed instance does not change";
    private static final String LINKS = "what a row of a collection leads to is asked for before it is written";
    private static final String HIDDEN = "rows of a collection are deleted by the filter that they are read with";

    private Writes() {}

    static void addTo(Paths paths) {
        inserted(paths);
        updated(paths);
        removed(paths);
        cascaded(paths);
        collections(paths);
        versions(paths);
        stateless(paths);
        batches(paths);
    }

    private static void inserted(Paths paths) {
        paths.session("persist", STAMP, (s, w) -> persisted(s, made(new Account(), w)));
        paths.session("persist-joined", STAMP, (s, w) -> persisted(s, made(new Employee(), w)));
        paths.session("persist-table-per-class", STAMP, (s, w) -> persisted(s, made(new Handset(), w)));
        paths.session("persist-secondary-table", STAMP, (s, w) -> persisted(s, made(new Ledger(), w)));
        paths.session("persist-shared", STAMP, (s, w) -> {
            Template template = new Template();
            template.id = w.id() + 50;
            template.tenantId = w.tenant();
            template.name = "planted";
            return persisted(s, template);
        });
        paths.session("persist-embedded-id", "the row is checked against its policies", (s, w) -> {
            Seat seat = new Seat();
            seat.id = new Seat.SeatId(w.tenant(), 9);
            return persisted(s, seat);
        });
        paths.session("persist-id-class", "the row is checked against its policies", (s, w) -> {
            Slot slot = new Slot();
            slot.tenant = w.tenant();
            slot.no = 9;
            return persisted(s, slot);
        });
        paths.session("persist-child-of-parent", "the parent is asked for", (s, w) -> {
            Item item = new Item();
            item.id = 50L;
            item.name = "planted";
            item.purchase = s.getReference(Purchase.class, w.id());
            return persisted(s, item);
        });
        paths.session("merge-new", STAMP, (s, w) -> s.merge(made(new Account(), w)));
    }

    /** An instance that says it is of a tenant. */
    private static <R extends Row> R made(R row, Whose whose) {
        return Row.forged(row, whose.id() + 50, whose.tenant(), "planted");
    }

    /** A row that exists, as someone makes it up who knows its id. */
    private static <R extends Row> R forged(R row, Whose whose) {
        return Row.forged(row, whose.id(), "acme", "stolen");
    }

    private static Object persisted(Session session, Object row) {
        session.persist(row);
        session.flush();
        return "";
    }

    private static void updated(Paths paths) {
        paths.session("update-managed", LOADED, (s, w) -> {
            got(s.find(Account.class, w.id())).name = "stolen";
            return "";
        });
        paths.session("update-reference", LOADED, (s, w) -> {
            s.getReference(Account.class, w.id()).setName("stolen");
            return "";
        });
        paths.session("update-through-to-one", LOADED, (s, w) -> {
            s.find(Purchase.class, w.via()).account.setName("stolen");
            return "";
        });
        paths.session("merge-forged", LOADED, (s, w) -> s.merge(forged(new Account(), w)));
        paths.session(
                "merge-forged-of-its-tenant",
                LOADED,
                (s, w) -> s.merge(Row.forged(new Account(), w.id(), w.tenant(), "stolen")));
        paths.session("merge-forged-joined", LOADED, (s, w) -> s.merge(forged(new Employee(), w)));
        paths.session("merge-forged-table-per-class", LOADED, (s, w) -> s.merge(forged(new Handset(), w)));
        paths.session("merge-forged-secondary-table", LOADED, (s, w) -> s.merge(forged(new Ledger(), w)));
        paths.session("merge-forged-embedded-id", LOADED, (s, w) -> {
            Seat seat = new Seat();
            seat.id = new Seat.SeatId(w.tenant(), 1);
            seat.name = "stolen";
            return s.merge(seat).name.isEmpty() ? "" : null;
        });
        paths.session("tenant-changed", KEPT, (s, w) -> {
                    s.find(Account.class, 1L).tenantId = w.tenant();
                    return "";
                })
                .foreignOnly();
        paths.session(
                        "tenant-changed-by-merge",
                        KEPT,
                        (s, w) -> s.merge(Row.forged(new Account(), 1, w.tenant(), "A-1")))
                .foreignOnly();
        paths.session("child-moved-to-parent", "the parent is asked for", (s, w) -> {
                    s.find(Item.class, 1L).purchase = s.getReference(Purchase.class, w.id());
                    return "";
                })
                .foreignOnly();
        paths.free("foreign-key-read-back", "what a foreign key leads to is read with its filter", (factory, w) -> {
            try (Session s = factory.openSession()) {
                s.beginTransaction();
                s.find(Purchase.class, 1L).account = s.getReference(Account.class, w.id());
                s.flush();
                s.clear();
                String seen = Seen.in(
                        s.createSelectionQuery("select p.account.name from Purchase p where p.id = 1", String.class)
                                .getResultList());
                s.getTransaction().rollback();
                return seen;
            }
        });
    }

    private static void removed(Paths paths) {
        paths.session("remove-reference", LOADED, (s, w) -> removed(s, s.getReference(Parcel.class, parcel(s, w))));
        paths.session("remove-forged", LOADED, (s, w) -> removed(s, forged(new Draft(), w)));
        paths.session("remove-merged", LOADED, (s, w) -> removed(s, s.merge(forged(new Draft(), w))));
        paths.session("remove-soft", LOADED, (s, w) -> removed(s, s.getReference(Draft.class, w.id())));
        paths.session(
                "remove-joined",
                LOADED,
                (s, w) -> removed(s, s.getReference(Employee.class, unreferred(s, "Trip", w))));
        paths.session(
                "remove-table-per-class",
                LOADED,
                (s, w) -> removed(s, s.getReference(Handset.class, unreferred(s, "Trip", w))));
        paths.session("remove-secondary-table", LOADED, (s, w) -> removed(s, s.getReference(Ledger.class, w.id())));
    }

    /** Nothing must refer to what is removed. */
    private static long parcel(Session session, Whose whose) {
        Other.run(session.getSessionFactory(), "delete from courier_parcel");
        Other.run(session.getSessionFactory(), "delete from account_sent");
        return whose.id();
    }

    private static long unreferred(Session session, String table, Whose whose) {
        Other.run(session.getSessionFactory(), "delete from " + table);
        return whose.id();
    }

    private static Object removed(Session session, Object row) {
        session.remove(row);
        session.flush();
        return "";
    }

    private static void cascaded(Paths paths) {
        paths.session("cascade-persist", STAMP, (s, w) -> {
            Crate crate = s.find(Crate.class, 1L);
            Part part = made(new Part(), w);
            part.crate = crate;
            crate.parts.add(part);
            return "";
        });
        paths.session("cascade-merge", LOADED, (s, w) -> {
            Crate crate = Row.forged(new Crate(), 1, "acme", "A-1");
            Part part = forged(new Part(), w);
            part.crate = crate;
            crate.parts.add(part);
            s.merge(crate);
            return "";
        });
        paths.session(
                "cascade-remove",
                "a collection that cascades is loaded, by filter",
                (s, w) -> removed(s, s.find(Crate.class, w.via())));
        paths.session("orphan-removal", "a collection with orphans is loaded, by filter", (s, w) -> {
            s.find(Crate.class, w.via()).parts.clear();
            return "";
        });
        paths.session("orphan-removal-by-merge", "a collection with orphans is loaded, by filter", (s, w) -> {
            s.merge(Row.forged(new Crate(), w.via(), "acme", w.via() == 1 ? "A-1" : "poisoned"));
            return "";
        });
    }

    private static void collections(Paths paths) {
        paths.session(
                "many-to-many-add",
                LINKS,
                (s, w) -> s.find(Account.class, 1L).labels.add(other(s, w)));
        paths.session("many-to-many-of-forged", LOADED, (s, w) -> {
            Account account = forged(new Account(), w);
            account.labels = Set.of(s.getReference(Label.class, 2L));
            s.merge(account);
            return "";
        });
        paths.session(
                "list-of-links-add",
                LINKS,
                (s, w) -> s.find(Account.class, 1L).ranked.add(other(s, w)));
        paths.session(
                "list-of-links-set",
                LINKS,
                (s, w) -> s.find(Account.class, 1L).ranked.set(0, other(s, w)));
        paths.session("links-of-new", LINKS, (s, w) -> {
            Account account = Row.forged(new Account(), 60, "acme", "new");
            account.labels = Set.of(s.getReference(Label.class, w.id()));
            return persisted(s, account);
        });
        paths.session("one-to-many-join-column-of-new", LINKS, (s, w) -> {
            Account account = Row.forged(new Account(), 60, "acme", "new");
            account.parcels = List.of(s.getReference(Parcel.class, w.id()));
            return persisted(s, account);
        });
        paths.session("one-to-many-join-table-add", LINKS, (s, w) -> {
            Account account = s.find(Account.class, w == Whose.ACME ? 2L : 1L);
            Other.run(s.getSessionFactory(), "delete from account_sent");
            return account.sent.add(s.getReference(Parcel.class, w.id()));
        });
        paths.session("one-to-many-join-column-add", LINKS, (s, w) -> {
            Account account = s.find(Account.class, w == Whose.ACME ? 2L : 1L);
            return account.parcels.add(s.getReference(Parcel.class, w.id()));
        });
        paths.session(
                "one-to-many-join-column-clear",
                "a collection that writes its elements is loaded, by filter",
                (s, w) -> {
                    s.find(Account.class, w.via()).parcels.clear();
                    return "";
                });
        paths.session(
                "one-to-many-join-column-replace",
                "a collection that writes its elements is loaded, by filter",
                (s, w) -> {
                    s.find(Account.class, w.via()).parcels = new java.util.ArrayList<>();
                    return "";
                });
        paths.session("links-of-unprotected-replace", HIDDEN, (s, w) -> {
            s.find(Board.class, w.via()).labels = new HashSet<>();
            return "";
        });
        paths.session("remove-unprotected-owner-of-links", HIDDEN, (s, w) -> removed(s, s.find(Board.class, w.via())));
        paths.session(
                "map-key-entity-put",
                LINKS,
                (s, w) -> s.find(Contact.class, 1L).ratings.put(other(s, w), "planted"));
        paths.session("elements-with-to-one-add", LINKS, (s, w) -> {
            Account.Address address = new Account.Address();
            address.street = "planted";
            address.label = other(s, w);
            return s.find(Account.class, 1L).addresses.add(address);
        });
        paths.session("elements-of-forged", LOADED, (s, w) -> {
            Account account = forged(new Account(), w);
            account.notes = Set.of("planted");
            s.merge(account);
            return "";
        });
        paths.session(
                "elements-of-reference-add",
                LOADED,
                (s, w) -> s.getReference(Account.class, w.id()).getNotes().add("planted"));
    }

    /** A label that is not linked yet. */
    private static Label other(Session session, Whose whose) {
        return session.getReference(Label.class, whose == Whose.ACME ? 2L : whose.id());
    }

    private static void versions(Paths paths) {
        for (LockModeType mode :
                List.of(LockModeType.OPTIMISTIC_FORCE_INCREMENT, LockModeType.PESSIMISTIC_FORCE_INCREMENT)) {
            String name = mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
            paths.session("reference-" + name, LOADED, (s, w) -> {
                s.lock(s.getReference(Account.class, w.id()), mode);
                s.flush();
                return "";
            });
        }
        paths.session("version-forged", BY_TENANT, (s, w) -> {
            Account account = s.merge(forged(new Account(), w));
            s.lock(account, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
            return "";
        });
    }

    private static void stateless(Paths paths) {
        paths.stateless("stateless-insert", STAMP, (s, w) -> s.insert(made(new Account(), w)) == null ? "" : null);
        paths.stateless("stateless-insert-multiple", STAMP, (s, w) -> {
            s.insertMultiple(List.of(made(new Label(), w)));
            return "";
        });
        paths.stateless("stateless-update", BY_TENANT, (s, w) -> {
            s.update(forged(new Label(), w));
            return "";
        });
        paths.stateless("stateless-update-versioned", BY_TENANT, (s, w) -> {
            s.update(forged(new Purchase(), w));
            return "";
        });
        paths.stateless("stateless-update-of-its-tenant", BY_TENANT, (s, w) -> {
            s.update(Row.forged(new Label(), w.id(), w.tenant(), "stolen"));
            return "";
        });
        paths.stateless("stateless-update-tenant", KEPT, (s, w) -> {
                    s.update(Row.forged(new Label(), 1, w.tenant(), "stolen"));
                    return "";
                })
                .foreignOnly();
        paths.stateless("stateless-update-joined", BY_TENANT, (s, w) -> {
            s.update(forged(new Employee(), w));
            return "";
        });
        paths.stateless("stateless-update-secondary-table", BY_TENANT, (s, w) -> {
            s.update(forged(new Ledger(), w));
            return "";
        });
        paths.stateless("stateless-update-multiple", BY_TENANT, (s, w) -> {
            s.updateMultiple(List.of(forged(new Label(), w)));
            return "";
        });
        paths.stateless("stateless-update-elements", BY_TENANT, (s, w) -> {
            Account account = forged(new Account(), w);
            account.notes = Set.of("planted");
            s.update(account);
            return "";
        });
        paths.stateless("stateless-delete", BY_TENANT, (s, w) -> {
            s.delete(forged(new Draft(), w));
            return "";
        });
        paths.stateless("stateless-delete-multiple", BY_TENANT, (s, w) -> {
            s.deleteMultiple(List.of(forged(new Draft(), w)));
            return "";
        });
        paths.stateless("stateless-delete-secondary-table", BY_TENANT, (s, w) -> {
            s.delete(forged(new Ledger(), w));
            return "";
        });
        paths.stateless("stateless-upsert", BY_TENANT, (s, w) -> {
            s.upsert(forged(new Label(), w));
            return "";
        });
        paths.stateless("stateless-upsert-new", STAMP, (s, w) -> {
            s.upsert(made(new Label(), w));
            return "";
        });
        paths.stateless("stateless-upsert-multiple", BY_TENANT, (s, w) -> {
            s.upsertMultiple(List.of(forged(new Label(), w)));
            return "";
        });
        paths.stateless("stateless-child-of-parent", "the parent is asked for", (s, w) -> {
            Item item = new Item();
            item.id = 50L;
            item.name = "planted";
            item.purchase = Row.forged(new Purchase(), w.id(), "acme", "");
            s.insert(item);
            return "";
        });
    }

    private static void batches(Paths paths) {
        paths.session("batch-of-inserts", STAMP, (s, w) -> {
            s.setJdbcBatchSize(10);
            s.persist(Row.forged(new Label(), 60, "acme", "planted"));
            s.persist(made(new Label(), w));
            s.flush();
            return "";
        });
        paths.session("batch-of-updates", LOADED, (s, w) -> {
            s.setJdbcBatchSize(10);
            s.merge(Row.forged(new Label(), 2, "acme", "poisoned"));
            s.merge(forged(new Label(), w));
            s.flush();
            return "";
        });
        paths.stateless("batch-of-stateless-updates", BY_TENANT, (s, w) -> {
            s.setJdbcBatchSize(10);
            s.update(Row.forged(new Label(), 2, "acme", "poisoned"));
            s.update(forged(new Label(), w));
            return "";
        });
        paths.stateless("batch-of-stateless-deletes", BY_TENANT, (s, w) -> {
            s.setJdbcBatchSize(10);
            s.delete(forged(new Draft(), w));
            return "";
        });
    }
}
