package dev.rls.hibernate.paths;

import static dev.rls.hibernate.paths.Paths.got;

import dev.rls.hibernate.paths.model.Account;
import dev.rls.hibernate.paths.model.AccountView;
import dev.rls.hibernate.paths.model.Article;
import dev.rls.hibernate.paths.model.Badge;
import dev.rls.hibernate.paths.model.Board;
import dev.rls.hibernate.paths.model.Contact;
import dev.rls.hibernate.paths.model.Courier;
import dev.rls.hibernate.paths.model.Draft;
import dev.rls.hibernate.paths.model.Folder;
import dev.rls.hibernate.paths.model.Holder;
import dev.rls.hibernate.paths.model.Item;
import dev.rls.hibernate.paths.model.Label;
import dev.rls.hibernate.paths.model.Node;
import dev.rls.hibernate.paths.model.Passport;
import dev.rls.hibernate.paths.model.Postcard;
import dev.rls.hibernate.paths.model.Purchase;
import dev.rls.hibernate.paths.model.Quote;
import dev.rls.hibernate.paths.model.Receipt;
import dev.rls.hibernate.paths.model.Remark;
import dev.rls.hibernate.paths.model.Stock;
import dev.rls.hibernate.paths.model.Ticket;
import jakarta.persistence.EntityGraph;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Hibernate;
import org.hibernate.Session;

/** What is loaded because something else leads to it. */
final class Loading {

    private static final String TO_ONE = "the filter stands in loads by key, and a lazy reference is one";
    private static final String JOINED = "a join to a protected entity carries its filter";
    private static final String ELEMENTS = "the filter of the elements stands at the collection too";
    private static final String LINKS = "rows of a join table are read with both ends filtered";
    private static final String SQL_OF_MAPPING =
            "the policies of the table; Hibernate takes SQL of the mapping as it is written";
    private static final String OWNED = "an element is reached by its owner alone, which is filtered";

    private Loading() {}

    static void addTo(Paths paths) {
        toOne(paths);
        collections(paths, "one-to-many", ELEMENTS, account -> account.purchases);
        collections(paths, "unidirectional", ELEMENTS, account -> account.parcels);
        collections(paths, "one-to-many-join-table", LINKS, account -> account.sent);
        collections(paths, "many-to-many", LINKS, account -> account.labels);
        special(paths);
        elements(paths);
        graphs(paths);
    }

    private static void toOne(Paths paths) {
        paths.session("lazy-to-one", TO_ONE, (s, w) -> s.find(Purchase.class, w.via()).account);
        paths.session("lazy-to-one-initialize", TO_ONE, (s, w) -> {
            Account account = s.find(Purchase.class, w.via()).account;
            Hibernate.initialize(account);
            return account;
        });
        paths.session(
                "lazy-to-one-unproxy", TO_ONE, (s, w) -> Hibernate.unproxy(s.find(Purchase.class, w.via()).account));
        paths.session(
                "lazy-to-one-batch",
                TO_ONE,
                (s, w) -> s.createSelectionQuery("from Purchase order by id", Purchase.class).getResultList().stream()
                        .filter(purchase -> purchase.id == w.via())
                        .map(purchase -> purchase.account.getName())
                        .toList());
        paths.session("eager-to-one", JOINED, (s, w) -> s.find(Receipt.class, w.via()).account);
        paths.session(
                "eager-to-one-hql",
                TO_ONE,
                (s, w) -> s.createSelectionQuery("from Receipt where id = :id", Receipt.class)
                        .setParameter("id", w.via())
                        .getSingleResult()
                        .account);
        paths.session("not-found-ignored-to-one", JOINED, (s, w) -> s.find(Postcard.class, w.via()).account);
        paths.session("to-one-join-table", LINKS, (s, w) -> s.find(Courier.class, w.via()).parcel);
        paths.session("to-one-by-other-column", TO_ONE, (s, w) -> s.find(Stock.class, w.via()).product);
        paths.session("to-one-by-two-columns", TO_ONE, (s, w) -> s.find(Ticket.class, w.via()).seat);
        paths.session("to-one-in-embedded", TO_ONE, (s, w) -> s.find(Contact.class, w.via()).place.label);
        paths.session("to-one-of-parent", TO_ONE, (s, w) -> s.find(Node.class, w.via()).parent);
        paths.session("to-one-of-unprotected", TO_ONE, (s, w) -> s.find(Board.class, w.via()).account);
        paths.session("one-to-one-owner", TO_ONE, (s, w) -> s.find(Passport.class, w.via()).holder);
        paths.session("one-to-one-inverse", JOINED, (s, w) -> s.find(Holder.class, w.via()).passport);
        paths.session("one-to-one-shared-key", TO_ONE, (s, w) -> got(s.find(Badge.class, w.id())).holder);
        paths.session("any-to-one", TO_ONE, (s, w) -> s.find(Remark.class, w.via()).target);
        paths.session("child-of-foreign-parent", TO_ONE, (s, w) -> got(s.find(Item.class, w.id())).purchase);
        paths.session("soft-deleted-element", ELEMENTS, (s, w) -> s.find(Folder.class, w.via()).drafts);
        paths.session("soft-delete-find", TO_ONE, (s, w) -> s.find(Draft.class, w.id()));
        paths.session("subselect", SQL_OF_MAPPING, (s, w) -> got(s.find(AccountView.class, w.id())).name);
        paths.session("formula", SQL_OF_MAPPING, (s, w) -> s.find(Quote.class, w.via()).accountName);
        paths.session(
                "formula-hql",
                SQL_OF_MAPPING,
                (s, w) -> s.createSelectionQuery("select accountName from Quote where id = :id", String.class)
                        .setParameter("id", w.via())
                        .getSingleResultOrNull());
        paths.session("lazy-attribute-to-one", TO_ONE, (s, w) -> s.find(Article.class, w.via()).account);
    }

    private static void collections(
            Paths paths, String kind, String closedBy, Function<Account, java.util.Collection<?>> of) {
        paths.session(kind + "-lazy", closedBy, (s, w) -> of.apply(s.find(Account.class, w.via())));
        paths.session(
                kind + "-size",
                closedBy + "; sizes are counted of what is loaded",
                (s, w) -> w.told(of.apply(s.find(Account.class, w.via())).size() > 0));
        paths.session(
                kind + "-hibernate-size",
                closedBy + "; sizes are counted of what is loaded",
                (s, w) -> w.told(Hibernate.size(of.apply(s.find(Account.class, w.via()))) > 0));
        paths.session(kind + "-initialize", closedBy, (s, w) -> {
            java.util.Collection<?> elements = of.apply(s.find(Account.class, w.via()));
            Hibernate.initialize(elements);
            return elements;
        });
        paths.stateless(kind + "-stateless-fetch", closedBy, (s, w) -> {
            java.util.Collection<?> elements = of.apply(got(s.get(Account.class, w.via())));
            s.fetch(elements);
            return elements;
        });
    }

    private static void special(Paths paths) {
        paths.session(
                "one-to-many-batch",
                ELEMENTS,
                (s, w) -> accounts(s).stream()
                        .filter(account -> account.id == w.via())
                        .flatMap(account -> account.batched.stream())
                        .toList());
        paths.session(
                "one-to-many-subselect",
                ELEMENTS,
                (s, w) -> accounts(s).stream()
                        .filter(account -> account.id == w.via())
                        .flatMap(account -> account.subselected.stream())
                        .toList());
        paths.session(
                "many-to-many-subselect",
                LINKS,
                (s, w) -> accounts(s).stream()
                        .filter(account -> account.id == w.via())
                        .flatMap(account -> account.ranked.stream())
                        .toList());
        paths.session("one-to-many-map", ELEMENTS, (s, w) -> s.find(Account.class, w.via()).byName);
        paths.session(
                "hibernate-contains",
                ELEMENTS + "; it is asked of what is loaded",
                (s, w) -> w.told(Hibernate.contains(
                        s.find(Account.class, w.via()).purchases, s.getReference(Purchase.class, w.id()))));
        paths.session(
                "collection-contains",
                ELEMENTS,
                (s, w) -> w.told(
                        s.find(Account.class, w.via()).purchases.contains(s.getReference(Purchase.class, w.id()))));
        paths.session(
                "hibernate-get-of-map",
                ELEMENTS + "; it is asked of what is loaded",
                (s, w) -> Hibernate.get(s.find(Account.class, w.via()).byName, w.named()));
        paths.session(
                "hibernate-get-of-list",
                LINKS + "; it is asked of what is loaded",
                (s, w) -> Hibernate.get(s.find(Account.class, w.via()).ranked, 0));
        paths.session(
                "hibernate-contains-element",
                OWNED,
                (s, w) -> w.told(Hibernate.contains(got(s.find(Account.class, w.id())).notes, w.named())));
        paths.session(
                "many-to-many-inverse",
                LINKS,
                (s, w) -> s.find(Label.class, w.via()).accounts.stream()
                        .filter(account -> account.getName().startsWith(w.mark()))
                        .toList());
        paths.session("many-to-many-of-unprotected", LINKS, (s, w) -> s.find(Board.class, w.via()).labels);
        paths.session("many-to-any", LINKS, (s, w) -> s.find(Remark.class, w.via()).targets);
        paths.session("children-of-tree", ELEMENTS, (s, w) -> s.find(Node.class, w.via()).children);
        paths.session("map-key-entity", LINKS, (s, w) -> s.find(Contact.class, w.via()).ratings);
        paths.session(
                "filter-of-collection",
                ELEMENTS,
                (s, w) -> s.createSelectionQuery(
                                "select p from Account a join a.purchases p where a.id = :id", Purchase.class)
                        .setParameter("id", w.via())
                        .getResultList());
    }

    private static List<Account> accounts(Session session) {
        return session.createSelectionQuery("from Account order by id", Account.class)
                .getResultList();
    }

    private static void elements(Paths paths) {
        paths.session("elements", OWNED, (s, w) -> got(s.find(Account.class, w.id())).notes);
        paths.session("elements-map", OWNED, (s, w) -> got(s.find(Account.class, w.id())).phones);
        paths.session(
                "elements-embeddable",
                OWNED,
                (s, w) -> got(s.find(Account.class, w.id())).addresses.stream()
                        .map(address -> address.street)
                        .toList());
        paths.session(
                "elements-size", OWNED, (s, w) -> w.told(Hibernate.size(got(s.find(Account.class, w.id())).notes) > 0));
        paths.session(
                "elements-to-one",
                TO_ONE,
                (s, w) -> s.find(Account.class, w.via()).addresses.stream()
                        .map(address -> address.label)
                        .toList());
        paths.session(
                "elements-of-reference",
                OWNED,
                (s, w) -> s.getReference(Account.class, w.id()).getNotes());
        paths.stateless("elements-stateless-fetch", OWNED, (s, w) -> {
            Account account = got(s.get(Account.class, w.id()));
            s.fetch(account.notes);
            return account.notes;
        });
    }

    private static void graphs(Paths paths) {
        for (String hint : List.of("jakarta.persistence.fetchgraph", "jakarta.persistence.loadgraph")) {
            String kind = hint.contains("fetchgraph") ? "fetch-graph" : "load-graph";
            paths.session(kind + "-to-one", JOINED, (s, w) -> {
                EntityGraph<Purchase> graph = s.createEntityGraph(Purchase.class);
                graph.addAttributeNodes("account");
                return s.find(Purchase.class, w.via(), Map.of(hint, graph)).account;
            });
            paths.session(kind + "-collection", JOINED, (s, w) -> {
                EntityGraph<Account> graph = s.createEntityGraph(Account.class);
                graph.addAttributeNodes("purchases");
                return s.find(Account.class, w.via(), Map.of(hint, graph)).purchases;
            });
            paths.session(kind + "-many-to-many", JOINED, (s, w) -> {
                EntityGraph<Account> graph = s.createEntityGraph(Account.class);
                graph.addAttributeNodes("labels");
                return s.find(Account.class, w.via(), Map.of(hint, graph)).labels;
            });
            paths.session(kind + "-in-query", JOINED, (s, w) -> {
                EntityGraph<Account> graph = s.createEntityGraph(Account.class);
                graph.addSubgraph("purchases").addAttributeNodes("account");
                return s.createQuery("from Account where id = :id", Account.class)
                        .setParameter("id", w.via())
                        .setHint(hint, graph)
                        .getResultList()
                        .get(0)
                        .purchases;
            });
        }
        paths.session(
                "named-graph",
                JOINED,
                (s, w) -> s.find(
                                Purchase.class,
                                w.via(),
                                Map.of("jakarta.persistence.fetchgraph", s.getEntityGraph("Purchase.account")))
                        .account);
        paths.session("fetch-profile", JOINED, (s, w) -> {
            s.enableFetchProfile("Purchase.account");
            return s.find(Purchase.class, w.via()).account;
        });
        paths.session("subselect-fetching-enabled", LINKS, (s, w) -> {
            s.setSubselectFetchingEnabled(true);
            return accounts(s).stream()
                    .filter(account -> account.id == w.via())
                    .flatMap(account -> account.labels.stream())
                    .toList();
        });
        paths.session("batch-fetching-enabled", ELEMENTS, (s, w) -> {
            s.setFetchBatchSize(10);
            return accounts(s).stream()
                    .filter(account -> account.id == w.via())
                    .flatMap(account -> account.parcels.stream())
                    .toList();
        });
    }
}
