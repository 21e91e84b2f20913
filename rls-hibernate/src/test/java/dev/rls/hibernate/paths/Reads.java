package dev.rls.hibernate.paths;

import static dev.rls.hibernate.paths.Paths.got;

import dev.rls.hibernate.paths.model.Account;
import dev.rls.hibernate.paths.model.Article;
import dev.rls.hibernate.paths.model.Drill;
import dev.rls.hibernate.paths.model.Item;
import dev.rls.hibernate.paths.model.Label;
import dev.rls.hibernate.paths.model.Ledger;
import dev.rls.hibernate.paths.model.Plot;
import dev.rls.hibernate.paths.model.Product;
import dev.rls.hibernate.paths.model.Purchase;
import dev.rls.hibernate.paths.model.Row;
import dev.rls.hibernate.paths.model.Seat;
import dev.rls.hibernate.paths.model.Slot;
import dev.rls.hibernate.paths.model.Template;
import dev.rls.hibernate.paths.model.Tool;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PessimisticLockScope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.CacheMode;
import org.hibernate.Hibernate;
import org.hibernate.KeyType;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.Locking;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** Rows by key. */
final class Reads {

    private static final String BY_KEY = "the filter stands in loads by key";
    private static final String BY_NATURAL_ID = "the filter stands in the query that resolves a natural id";
    private static final String LOCKED =
            "the filter stands in a query that locks the row, before Hibernate's own, which asks by key and version";
    private static final String BY_OWNER =
            "refused where Hibernate stands alone if rows may be hidden, because Hibernate"
                    + " locks them by the key of their owner; else the policies of the table";

    private Reads() {}

    static void addTo(Paths paths) {
        byKey(paths);
        multiple(paths);
        byNaturalId(paths);
        composite(paths);
        again(paths);
        locked(paths);
        stateless(paths);
    }

    private static void byKey(Paths paths) {
        paths.session("find", BY_KEY, (s, w) -> s.find(Account.class, w.id()));
        paths.session("find-by-entity-name", BY_KEY, (s, w) -> s.find(Account.class.getName(), w.id()));
        paths.session("find-or-throw", BY_KEY, (s, w) -> s.get(Account.class, w.id()));
        paths.session("find-read-only", BY_KEY, (s, w) -> {
            s.setDefaultReadOnly(true);
            return s.find(Account.class, w.id());
        });
        paths.session("find-ignoring-caches", BY_KEY, (s, w) -> {
            s.setCacheMode(CacheMode.IGNORE);
            return s.find(Account.class, w.id());
        });
        paths.session("find-with-graph", BY_KEY, (s, w) -> s.find(s.createEntityGraph(Purchase.class), w.id()));
        paths.session(
                "find-with-hint-graph",
                BY_KEY,
                (s, w) -> s.find(
                        Purchase.class,
                        w.id(),
                        Map.of("jakarta.persistence.loadgraph", s.getEntityGraph("Purchase.account"))));
        paths.session("reference", BY_KEY, (s, w) -> s.getReference(Account.class, w.id()));
        paths.session("reference-initialized", BY_KEY, (s, w) -> {
            Account account = s.getReference(Account.class, w.id());
            Hibernate.initialize(account);
            return Hibernate.unproxy(account);
        });
        paths.session("load-access", BY_KEY, (s, w) -> s.byId(Account.class).load(w.id()));
        paths.session(
                "load-access-optional", BY_KEY, (s, w) -> s.byId(Account.class).loadOptional(w.id()));
        paths.session(
                "load-access-reference", BY_KEY, (s, w) -> s.byId(Account.class).getReference(w.id()));
        paths.session(
                "find-child-by-parent",
                "the filter asks for the parent's tenant",
                (s, w) -> s.find(Item.class, w.id()));
        paths.session(
                "find-shared",
                "the filter admits the own rows and those of nobody",
                (s, w) -> s.find(Template.class, w.id()));
        paths.session("find-secondary-table", BY_KEY, (s, w) -> got(s.find(Ledger.class, w.id())).detail);
        paths.session("entity-key-exists", BY_KEY, (s, w) -> w.told(s.find(Label.class, w.id()) != null));
    }

    private static void multiple(Paths paths) {
        paths.session("find-multiple", BY_KEY, (s, w) -> s.findMultiple(Account.class, List.of(w.id())));
        paths.session(
                "find-multiple-with-graph",
                BY_KEY,
                (s, w) -> s.findMultiple(s.createEntityGraph(Purchase.class), List.of(w.id())));
        paths.session(
                "multi-load", BY_KEY, (s, w) -> s.byMultipleIds(Account.class).multiLoad(List.of(w.id())));
        paths.session(
                "multi-load-unordered",
                BY_KEY,
                (s, w) -> s.byMultipleIds(Account.class)
                        .enableOrderedReturn(false)
                        .multiLoad(List.of(w.id(), 77L)));
        paths.session(
                "multi-load-in-batches",
                BY_KEY,
                (s, w) -> s.byMultipleIds(Account.class).withBatchSize(2).multiLoad(List.of(w.id(), 77L, 78L)));
        paths.session(
                "multi-load-session-check",
                BY_KEY,
                (s, w) ->
                        s.byMultipleIds(Account.class).enableSessionCheck(true).multiLoad(List.of(w.id())));
        paths.session(
                "multi-load-locked",
                BY_KEY,
                (s, w) -> s.findMultiple(Account.class, List.of(w.id()), LockModeType.PESSIMISTIC_WRITE));
        paths.session(
                "multi-load-embedded-ids",
                BY_KEY,
                (s, w) -> s.findMultiple(Seat.class, List.of(new Seat.SeatId(w.tenant(), 1))));
    }

    private static void byNaturalId(Paths paths) {
        paths.session(
                "natural-id-simple",
                BY_NATURAL_ID,
                (s, w) -> s.bySimpleNaturalId(Product.class).load(code(w)));
        paths.session(
                "natural-id-simple-reference",
                BY_NATURAL_ID,
                (s, w) -> s.bySimpleNaturalId(Product.class).getReference(code(w)));
        paths.session(
                "natural-id",
                BY_NATURAL_ID,
                (s, w) -> s.byNaturalId(Product.class).using("code", code(w)).loadOptional());
        paths.session(
                "natural-id-compound",
                BY_NATURAL_ID,
                (s, w) -> s.byNaturalId(Plot.class)
                        .using("street", "street")
                        .using("house", (int) w.id())
                        .load());
        paths.session(
                "natural-id-multiple",
                BY_NATURAL_ID,
                (s, w) -> s.byMultipleNaturalId(Product.class).multiLoad(code(w)));
        paths.session("natural-id-find", BY_NATURAL_ID, (s, w) -> s.find(Product.class, code(w), KeyType.NATURAL));
        paths.session(
                "natural-id-find-multiple",
                BY_NATURAL_ID,
                (s, w) -> s.findMultiple(Product.class, List.of(code(w)), KeyType.NATURAL));
        paths.session(
                "natural-id-locked",
                BY_NATURAL_ID,
                (s, w) -> s.bySimpleNaturalId(Product.class)
                        .with(new LockOptions(LockMode.PESSIMISTIC_WRITE))
                        .load(code(w)));
    }

    private static String code(Whose whose) {
        return "code-" + whose.id();
    }

    private static void composite(Paths paths) {
        String embedded = "the filter of a policy over the embedded id stands in loads by key";
        paths.session("find-embedded-id", embedded, (s, w) -> s.find(Seat.class, new Seat.SeatId(w.tenant(), 1)));
        paths.session(
                "reference-embedded-id",
                embedded,
                (s, w) -> s.getReference(Seat.class, new Seat.SeatId(w.tenant(), 1)));
        paths.session("find-id-class", embedded, (s, w) -> s.find(Slot.class, new Slot.Key(w.tenant(), 1)));
        paths.stateless("stateless-embedded-id", embedded, (s, w) -> s.get(Seat.class, new Seat.SeatId(w.tenant(), 1)));
        paths.session(
                "hql-embedded-id",
                embedded,
                (s, w) -> s.createSelectionQuery("from Seat where id.tenant = :tenant", Seat.class)
                        .setParameter("tenant", w.tenant())
                        .getResultList());
        paths.session(
                "hql-id-class",
                embedded,
                (s, w) -> s.createSelectionQuery("select name from Slot where tenant = :tenant", String.class)
                        .setParameter("tenant", w.tenant())
                        .getResultList());
    }

    /** An instance that the session holds while its row is moved away: what is asked again must not answer. */
    private static void again(Paths paths) {
        String reload = "the filter stands in the query that reads the row again";
        paths.session("refresh-detached", reload, (s, w) -> refreshed(s, w));
        paths.free("refresh-moved-row", reload, (factory, w) -> {
            try (Session s = factory.openSession()) {
                Account account = s.find(Account.class, 1L);
                account.name = "";
                move(factory, w);
                s.refresh(account);
                return account.name.isEmpty() ? null : w.mark();
            }
        });
        paths.free(
                "refresh-moved-row-locked",
                reload,
                (factory, w) -> factory.fromTransaction(s -> {
                    Account account = s.find(Account.class, 1L);
                    account.name = "";
                    move(factory, w);
                    s.refresh(account, LockModeType.PESSIMISTIC_READ);
                    return account.name.isEmpty() ? null : w.mark();
                }));
        paths.free(
                "refresh-moved-element",
                reload,
                (factory, w) -> factory.fromTransaction(s -> {
                    Purchase purchase = s.find(Purchase.class, w.via());
                    s.refresh(purchase);
                    return Seen.in(purchase.account);
                }));
        paths.free(
                "moved-row-lazy-attribute",
                "the filter stands in the query that reads a lazy attribute",
                (factory, w) -> factory.fromTransaction(s -> {
                    Article article = s.find(Article.class, 1L);
                    if (w == Whose.GLOBEX) {
                        Other.run(factory, "update Article set tenantid = 'globex', body = 'G-1' where id = 1");
                    }
                    return article.getBody();
                }));
        paths.session(
                "reference-concrete-proxy",
                "the filter stands in the query that asks for the class of a proxy",
                (s, w) -> w.told(Hibernate.getClassLazy(s.getReference(Tool.class, w.id())) == Drill.class));
    }

    private static Object refreshed(Session session, Whose whose) {
        Account reference = session.getReference(Account.class, whose.id());
        session.refresh(reference);
        return reference;
    }

    private static void locked(Paths paths) {
        for (LockModeType mode : List.of(
                LockModeType.PESSIMISTIC_READ,
                LockModeType.PESSIMISTIC_WRITE,
                LockModeType.PESSIMISTIC_FORCE_INCREMENT,
                LockModeType.OPTIMISTIC)) {
            paths.session(
                    "find-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    BY_KEY,
                    (s, w) -> s.find(Account.class, w.id(), mode));
        }
        paths.session(
                        "find-lock-scope",
                        BY_KEY + "; refused where Hibernate would lock rows of collections unfiltered",
                        (s, w) -> s.find(
                                Account.class, w.id(), LockModeType.PESSIMISTIC_WRITE, PessimisticLockScope.EXTENDED))
                .refused("RLS215");
        paths.session("find-lock-collections", BY_OWNER, (s, w) -> {
                    s.find(Account.class, w.via(), LockMode.PESSIMISTIC_WRITE, Locking.Scope.INCLUDE_COLLECTIONS);
                    return lockedParcel(s, w);
                })
                .refused("RLS215");
        paths.session("hql-lock-fetches", BY_OWNER, (s, w) -> {
                    s.createSelectionQuery("from Account a left join fetch a.parcels where a.id = :id", Account.class)
                            .setParameter("id", w.via())
                            .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                            .setLockScope(Locking.Scope.INCLUDE_FETCHES)
                            .setFollowOnStrategy(Locking.FollowOn.FORCE)
                            .getResultList();
                    return lockedParcel(s, w);
                })
                .refused("RLS215");
        for (LockModeType mode :
                List.of(LockModeType.PESSIMISTIC_READ, LockModeType.PESSIMISTIC_WRITE, LockModeType.OPTIMISTIC)) {
            String name = mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
            paths.free(
                    "moved-row-" + name,
                    LOCKED,
                    (factory, w) -> factory.fromTransaction(s -> {
                        Account account = s.find(Account.class, 1L);
                        move(factory, w);
                        s.lock(account, mode);
                        return w.mark();
                    }));
        }
        paths.free(
                "moved-row-find-locked",
                LOCKED,
                (factory, w) -> factory.fromTransaction(s -> {
                    s.find(Account.class, 1L);
                    move(factory, w);
                    return s.find(Account.class, 1L, LockModeType.PESSIMISTIC_WRITE) == null ? "" : w.mark();
                }));
        paths.free(
                "moved-child-locked",
                LOCKED,
                (factory, w) -> factory.fromTransaction(s -> {
                    Item item = s.find(Item.class, 1L);
                    if (w == Whose.GLOBEX) {
                        Other.run(factory, "update Item set purchase_id = 1001 where id = 1");
                    }
                    s.lock(item, LockModeType.PESSIMISTIC_WRITE);
                    return w.mark();
                }));
        paths.session("lock-reference", LOCKED, (s, w) -> {
            Account account = s.getReference(Account.class, w.id());
            s.lock(account, LockModeType.PESSIMISTIC_WRITE);
            return account;
        });
        paths.session("lock-through-proxy", LOCKED, (s, w) -> {
            Account account = s.find(Purchase.class, w.via()).account;
            s.lock(account, LockModeType.PESSIMISTIC_READ);
            return account;
        });
        paths.session(
                "hql-locked",
                "the filter stands in the query",
                (s, w) -> s.createSelectionQuery("from Account where id = :id", Account.class)
                        .setParameter("id", w.id())
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList());
    }

    /** Whether somebody else could not lock the parcel now. */
    private static String lockedParcel(Session session, Whose whose) {
        try {
            Other.run(
                    session.getSessionFactory(),
                    "select id from Parcel where id = " + whose.id() + " for update nowait");
            return "";
        } catch (IllegalStateException e) {
            return whose.mark();
        }
    }

    private static void stateless(Paths paths) {
        paths.stateless("stateless-get", BY_KEY, (s, w) -> s.get(Account.class, w.id()));
        paths.stateless("stateless-get-by-name", BY_KEY, (s, w) -> s.get(Account.class.getName(), w.id()));
        paths.stateless("stateless-get-multiple", BY_KEY, (s, w) -> s.getMultiple(Account.class, List.of(w.id())));
        paths.stateless(
                "stateless-get-locked", BY_KEY, (s, w) -> s.get(Account.class, w.id(), LockMode.PESSIMISTIC_WRITE));
        paths.stateless(
                "stateless-get-with-graph", BY_KEY, (s, w) -> s.get(s.createEntityGraph(Purchase.class), w.id()));
        paths.stateless("stateless-refresh", BY_KEY, (s, w) -> {
            Account account = Row.forged(new Account(), w.id(), "acme", "");
            s.refresh(account);
            return account;
        });
        paths.stateless("stateless-fetch-to-one", BY_KEY, (s, w) -> {
            Purchase purchase = s.get(Purchase.class, w.via());
            s.fetch(purchase.account);
            return purchase.account;
        });
    }

    /** Beside the session, and beside all protection: another transaction has given the row away. */
    private static void move(SessionFactory factory, Whose whose) {
        if (whose == Whose.GLOBEX) {
            Other.run(factory, "update Account set tenantid = 'globex' where id = 1");
        }
    }
}
