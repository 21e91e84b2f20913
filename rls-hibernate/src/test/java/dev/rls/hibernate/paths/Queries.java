package dev.rls.hibernate.paths;

import dev.rls.hibernate.paths.model.Account;
import dev.rls.hibernate.paths.model.Purchase;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.StatelessSession;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.Order;
import org.hibernate.query.Page;
import org.hibernate.query.SelectionQuery;

/** HQL in all its shapes. */
final class Queries {

    private static final String ROOT = "each root of a query carries its filter, wherever in the query it stands";
    private static final String JOIN = "each join carries the filter of what it leads to, whether written or implied";
    private static final String PLURAL =
            "what is said of a collection is asked of rows with the filters of owner and element";
    private static final String SQL = "nothing in Hibernate can know what SQL within HQL reads; the database does";

    private Queries() {}

    static void addTo(Paths paths) {
        roots(paths);
        results(paths);
        joins(paths);
        implicit(paths);
        subqueries(paths);
        sets(paths);
        aggregates(paths);
        plural(paths);
        elements(paths);
        hidden(paths);
        stateless(paths);
    }

    /** Of a query with the parameters that it names: id, via, name, mark. */
    private static Paths.InSession<org.hibernate.Session> all(String hql) {
        return (session, whose) -> bound(session.createSelectionQuery(hql, Object.class), hql, whose)
                .getResultList();
    }

    /** Of a query that counts something of the row. */
    private static Paths.InSession<org.hibernate.Session> some(String hql) {
        return (session, whose) ->
                whose.told(bound(session.createSelectionQuery(hql, Object.class), hql, whose).getResultList().stream()
                        .anyMatch(found -> found instanceof Number number ? number.longValue() > 0 : found != null));
    }

    private static <T> SelectionQuery<T> bound(SelectionQuery<T> query, String hql, Whose whose) {
        Map<String, Object> values = Map.of("id", whose.id(), "via", whose.via(), "name", whose.named());
        values.forEach((name, value) -> {
            if (hql.matches(".*:" + name + "\\b.*")) {
                query.setParameter(name, value);
            }
        });
        return query;
    }

    private static void roots(Paths paths) {
        paths.session("hql-all", ROOT, all("from Account"));
        paths.session("hql-by-id", ROOT, all("from Account where id = :id"));
        paths.session("hql-by-name", ROOT, all("from Account a where a.name = :name"));
        paths.session("hql-projection", ROOT, all("select name from Account"));
        paths.session("hql-tuple", ROOT, all("select id, name from Account"));
        paths.session("hql-select-id", ROOT, some("select id from Account where id = :id"));
        paths.session("hql-select-entity-key", ROOT, some("select id(a) from Account a where id(a) = :id"));
        paths.session("hql-select-version", ROOT, some("select version(a) + 1 from Account a where a.id = :id"));
        paths.session("hql-or-true", ROOT, all("from Account where id = 77 or 1 = 1"));
        paths.session("hql-not-own", ROOT, all("from Account where name = :name or not (tenantId = 'acme')"));
        paths.session("hql-by-tenant", ROOT, all("from Account where tenantId = 'globex' or name = :name"));
        paths.session("hql-order", ROOT, all("from Account order by name desc"));
        paths.session("hql-limit", ROOT, all("select name from Account where name = :name order by id limit 5"));
        paths.session("hql-in-list", ROOT, all("from Account where id in (1, 2, 1001)"));
        paths.session("hql-as-subtype", ROOT, all("from dev.rls.hibernate.paths.model.Row"));
        paths.session("hql-of-all-entities", ROOT, all("select name from dev.rls.hibernate.paths.model.Marked"));
        paths.session("hql-child-by-parent", ROOT, all("select name from Item"));
        paths.session("hql-shared", ROOT, all("select name from Template"));
        paths.session("hql-secondary-table", ROOT, all("select detail from Ledger"));
        paths.session(
                "hql-natural-id", ROOT, some("select id from Product where naturalid(this) = concat('code-', :id)"));
        paths.session("hql-soft-deleted", ROOT, all("from Draft"));
        paths.session("hql-case", ROOT, all("select case when a.id > 0 then a.name else '' end from Account a"));
        paths.session("hql-cross-join", ROOT, all("select b.name from Label a cross join Account b"));
        paths.session("hql-theta-join", ROOT, all("select b.name from Board l, Account b where b.name = :name"));
        paths.session("hql-legacy-index", ROOT, all("select upper(a.name) from Account a"));
    }

    private static void results(Paths paths) {
        String hql = "from Account";
        paths.session(
                "query-stream",
                ROOT,
                (s, w) -> s.createSelectionQuery(hql, Account.class)
                        .getResultStream()
                        .map(Account::getName)
                        .toList());
        paths.session("query-scroll", ROOT, (s, w) -> {
            StringBuilder seen = new StringBuilder();
            try (ScrollableResults<Account> rows =
                    s.createSelectionQuery(hql, Account.class).scroll(ScrollMode.FORWARD_ONLY)) {
                while (rows.next()) {
                    seen.append(rows.get().getName()).append(' ');
                }
            }
            return seen;
        });
        paths.session("query-scroll-sensitive", ROOT, (s, w) -> {
            StringBuilder seen = new StringBuilder();
            try (ScrollableResults<String> rows = s.createSelectionQuery("select name from Account", String.class)
                    .scroll(ScrollMode.SCROLL_INSENSITIVE)) {
                while (rows.next()) {
                    seen.append(rows.get()).append(' ');
                }
            }
            return seen;
        });
        paths.session(
                "query-result-count",
                ROOT,
                (s, w) -> w.told(s.createSelectionQuery("from Account where name = '" + w.named() + "'", Account.class)
                                .getResultCount()
                        > 0));
        paths.session(
                "query-page",
                ROOT,
                (s, w) -> s.createSelectionQuery("from Account order by id", Account.class)
                        .setPage(Page.first(10))
                        .getResultList());
        paths.session(
                "query-keyed-page",
                ROOT,
                (s, w) -> s.createSelectionQuery("from Account", Account.class)
                        .getKeyedResultList(keyed())
                        .getResultList());
        paths.session(
                "query-tuple",
                ROOT,
                (s, w) ->
                        s
                                .createSelectionQuery("select a.name as n from Account a", Tuple.class)
                                .getResultList()
                                .stream()
                                .map(tuple -> tuple.get("n"))
                                .toList());
        paths.session(
                "query-into-record",
                ROOT,
                (s, w) -> s.createSelectionQuery("select name, amount from Account", Named.class)
                        .getResultList());
        paths.session("query-map", ROOT, all("select new map(a.name as n) from Account a"));
        paths.session("query-list", ROOT, all("select new list(a.name) from Account a"));
        paths.session(
                "query-transformed",
                ROOT,
                (s, w) -> s.createQuery("select name from Account", Object[].class)
                        .setTupleTransformer((tuple, aliases) -> tuple[0])
                        .list());
        paths.session(
                "query-ordered",
                ROOT,
                (s, w) -> s.createSelectionQuery(hql, Account.class).getResultList().stream()
                        .sorted(java.util.Comparator.comparing(Account::getName))
                        .toList());
        paths.session(
                "query-cacheable-without-cache",
                ROOT,
                (s, w) -> s.createSelectionQuery(hql, Account.class)
                        .setCacheable(true)
                        .getResultList());
        paths.session(
                "query-untyped",
                ROOT,
                (s, w) -> s.createQuery("from Account", Object.class).list());
    }

    /** What a query puts its results into. */
    public record Named(String name, int amount) {}

    private static KeyedPage<Account> keyed() {
        return Page.first(10).keyedBy(Order.asc(Account.class, "id"));
    }

    private static void joins(Paths paths) {
        paths.session("join-to-one", JOIN, all("select a.name from Purchase p join p.account a where p.id = :via"));
        paths.session(
                "left-join-to-one", JOIN, all("select a.name from Purchase p left join p.account a where p.id = :via"));
        paths.session("right-join", JOIN, all("select a.name from Purchase p right join p.account a"))
                .refused("RLS214");
        paths.session(
                "left-join-unrelated-by-key",
                JOIN,
                all("select a.name from Purchase p left join Account a on a.id = p.account.id where p.id = :via"));
        paths.session(
                "join-collection", JOIN, all("select p.name from Account a join a.purchases p where a.id = :via"));
        paths.session(
                "left-join-collection",
                JOIN,
                all("select p.name from Account a left join a.purchases p where a.id = :via"));
        paths.session("join-many-to-many", JOIN, all("select l.name from Account a join a.labels l where a.id = :via"));
        paths.session(
                "left-join-many-to-many",
                JOIN,
                all("select l.name from Account a left join a.labels l where a.id = :via"));
        paths.session(
                "join-many-to-many-inverse",
                JOIN,
                all("select a.name from Label l join l.accounts a where l.id = :via"));
        paths.session("join-join-table", JOIN, all("select p.name from Account a join a.sent p where a.id = :via"));
        paths.session("join-unrelated", JOIN, all("select p.name from Label l join Purchase p on p.name = :name"));
        paths.session(
                "left-join-unrelated", JOIN, all("select p.name from Label l left join Purchase p on p.name = :name"));
        paths.session(
                "join-with-condition",
                JOIN,
                all("select a.name from Purchase p left join p.account a on a.amount > 0 where p.id = :via"));
        paths.session(
                "join-chain",
                JOIN,
                all(
                        "select q.name from Purchase p join p.account a join a.purchases q where a.name = :name or q.name = :name"));
        paths.session(
                        "join-lateral",
                        JOIN,
                        all(
                                "select q.n from Label l join lateral (select p.name as n from Purchase p where p.name = :name) q"))
                .notIn(
                        Mode.ORM_H2,
                        "H2 has no lateral joins, and those that Hibernate writes instead are refused (RLS214)");
        paths.session(
                "join-from-unprotected", JOIN, all("select a.name from Board b join b.account a where b.id = :via"));
        paths.session(
                "join-many-to-many-of-unprotected",
                JOIN,
                all("select l.name from Board b join b.labels l where b.id = :via"));
        paths.session("join-by-two-columns", JOIN, all("select s.name from Ticket t join t.seat s where t.id = :via"));
        paths.session("join-one-to-one", JOIN, all("select p.name from Holder h join h.passport p where h.id = :via"));
        paths.session(
                "join-by-other-column", JOIN, all("select p.name from Stock s join s.product p where s.id = :via"));
        paths.session(
                "join-through-join-table", JOIN, all("select p.name from Courier c join c.parcel p where c.id = :via"));
        paths.session(
                "join-in-embedded", JOIN, all("select l.name from Contact c join c.place.label l where c.id = :via"));
        paths.session(
                "join-element-to-one",
                JOIN,
                all("select l.name from Account a join a.addresses d join d.label l where a.id = :via"));
        paths.session(
                "fetch-to-one",
                JOIN,
                (s, w) -> s
                        .createSelectionQuery("from Purchase p join fetch p.account where p.id = :via", Purchase.class)
                        .setParameter("via", w.via())
                        .getResultList()
                        .stream()
                        .map(purchase -> purchase.account.getName())
                        .toList());
        paths.session(
                "left-fetch-to-one",
                JOIN,
                (s, w) -> s
                        .createSelectionQuery(
                                "from Purchase p left join fetch p.account where p.id = :via", Purchase.class)
                        .setParameter("via", w.via())
                        .getResultList()
                        .stream()
                        .map(purchase -> purchase.account.getName())
                        .toList());
        fetched(paths, "fetch-collection", "purchases", account -> account.purchases);
        fetched(paths, "fetch-unidirectional", "parcels", account -> account.parcels);
        fetched(paths, "fetch-many-to-many", "labels", account -> account.labels);
        fetched(paths, "fetch-join-table", "sent", account -> account.sent);
        paths.session(
                "exists-join-in-where",
                JOIN,
                some("select count(*) from Account a where a.id = :via and exists (select 1 from a.purchases)"));
    }

    private static void fetched(
            Paths paths, String name, String attribute, java.util.function.Function<Account, Object> of) {
        paths.session(
                name,
                JOIN,
                (s, w) -> s
                        .createSelectionQuery(
                                "from Account a left join fetch a." + attribute + " where a.id = :via", Account.class)
                        .setParameter("via", w.via())
                        .getResultList()
                        .stream()
                        .map(of)
                        .toList());
    }

    private static void implicit(Paths paths) {
        paths.session("implicit-join", JOIN, all("select p.account.name from Purchase p where p.id = :via"));
        paths.session("implicit-join-entity", JOIN, all("select p.account from Purchase p where p.id = :via"));
        paths.session(
                "implicit-join-in-where", JOIN, some("select count(*) from Purchase p where p.account.name = :name"));
        paths.session(
                "implicit-join-in-order", JOIN, all("select p.account.name from Purchase p order by p.account.name"));
        paths.session(
                "implicit-join-in-group",
                JOIN,
                all("select p.account.name, count(*) from Purchase p group by p.account.name"));
        paths.session(
                "implicit-join-in-having",
                JOIN,
                some("select count(*) from Purchase p group by p.id having max(p.account.name) = :name"));
        paths.session(
                "implicit-join-chain",
                JOIN,
                some("select count(i.purchase.account.name) from Item i where i.id = :via"));
        paths.session("implicit-join-parent", JOIN, all("select n.parent.name from Node n where n.id = :via"));
        paths.session("implicit-join-one-to-one", JOIN, all("select p.holder.name from Passport p where p.id = :via"));
        paths.session(
                "implicit-join-is-null",
                JOIN,
                some("select count(*) from Purchase p where p.id = :via and p.account.amount > 0"));
        paths.session(
                "implicit-join-from-unprotected", JOIN, all("select b.account.name from Board b where b.id = :via"));
        paths.session(
                "implicit-join-embedded", JOIN, all("select c.place.label.name from Contact c where c.id = :via"));
    }

    private static void subqueries(Paths paths) {
        paths.session(
                "subquery-exists",
                ROOT,
                some("select count(*) from Board b where exists (from Account a where a.name = :name)"));
        paths.session(
                "subquery-in",
                ROOT,
                some("select count(*) from Board b where :name in (select a.name from Account a)"));
        paths.session(
                "subquery-not-in",
                ROOT,
                (s, w) -> w.told(s.createSelectionQuery(
                                        "select count(*) from Board b where :name not in (select a.name from Account a)",
                                        Long.class)
                                .setParameter("name", w.named())
                                .getSingleResult()
                        == 0));
        paths.session(
                "subquery-in-select", ROOT, all("select (select a.name from Account a where a.id = :id) from Board b"));
        paths.session(
                "subquery-scalar",
                ROOT,
                some("select count(*) from Board b where (select count(*) from Account a where a.id = :id) > 0"));
        paths.session(
                "subquery-any",
                ROOT,
                some("select count(*) from Board b where :name = any (select a.name from Account a)"));
        paths.session(
                "subquery-all",
                ROOT,
                (s, w) -> w.told(s.createSelectionQuery(
                                        "select count(*) from Board b where :name <> all (select a.name from Account a)",
                                        Long.class)
                                .setParameter("name", w.named())
                                .getSingleResult()
                        == 0));
        paths.session(
                "subquery-correlated",
                JOIN,
                some(
                        "select count(*) from Account a where a.id = :via and exists (select p.id from Purchase p where p.account = a)"));
        paths.session(
                "subquery-of-collection",
                JOIN,
                some("select count(*) from Account a where a.id = :via and exists (select p.id from a.purchases p)"));
        paths.session("subquery-in-from", ROOT, all("select d.n from (select a.name as n from Account a) d"));
        paths.session(
                "subquery-in-from-of-join",
                JOIN,
                all("select d.n from (select p.account.name as n, p.id as i from Purchase p) d where d.i = :via"));
        paths.session(
                        "reference-of-derived-table",
                        JOIN,
                        all(
                                "select d.a.name from (select p.account as a, p.id as i from Purchase p) d where d.i = :via"))
                .refused("RLS214");
        paths.session(
                        "reference-of-cte",
                        JOIN,
                        all(
                                "with x as (select p.account as a, p.id as i from Purchase p) select y.a.name from x y where y.i = :via"))
                .refused("RLS214");
        paths.session(
                "subquery-in-order",
                ROOT,
                (s, w) -> s.createSelectionQuery(
                                "select case when (select count(*) from Account a where a.id = :id) > 0 then :name else '' end from Board b",
                                String.class)
                        .setParameter("id", w.id())
                        .setParameter("name", w.named())
                        .getResultList());
        paths.session("cte", ROOT, all("with found as (select a.name as n from Account a) select f.n from found f"));
        paths.session(
                "cte-materialized",
                ROOT,
                all("with found as materialized (select a.name as n from Account a) select f.n from found f"));
        paths.session(
                "cte-twice",
                ROOT,
                all(
                        "with x as (select a.name as n from Account a), y as (select x.n as m from x x) select y.m from y y"));
        paths.session(
                "cte-recursive",
                ROOT,
                all("with tree as (select n.id as i, n.name as m, 0 as d from Node n where n.id = :via"
                        + " union all select c.id as i, c.name as m, t.d + 1 as d from Node c join tree t"
                        + " on c.parent.id = t.i where t.d < 2) select t.m from tree t"));
    }

    private static void sets(Paths paths) {
        paths.session("union", ROOT, all("select b.name from Board b union select a.name from Account a"));
        paths.session("union-all", ROOT, all("select b.name from Board b union all select a.name from Account a"));
        paths.session("intersect", ROOT, all("select a.name from Account a intersect select p.name from Purchase p"));
        paths.session("except", ROOT, all("select a.name from Account a except select b.name from Board b"));
        paths.session(
                "union-in-subquery",
                ROOT,
                some(
                        "select count(*) from Board b where :name in (select a.name from Account a union select p.name from Purchase p)"));
    }

    private static void aggregates(Paths paths) {
        paths.session("count", ROOT, some("select count(*) from Account where name = :name"));
        paths.session(
                "count-distinct", ROOT, some("select count(distinct a.name) from Account a where a.name = :name"));
        paths.session("max", ROOT, all("select max(case when a.name = :name then a.name else '' end) from Account a"));
        paths.session("min", ROOT, all("select min(name) from Account where name = :name"));
        paths.session("sum", ROOT, some("select sum(amount) from Account where name = :name"));
        paths.session("avg", ROOT, some("select avg(amount) from Account where name = :name"));
        paths.session("listagg", ROOT, all("select listagg(name, ',') within group (order by name) from Account"));
        paths.session(
                "every-and-any",
                ROOT,
                (s, w) -> w.told(Boolean.TRUE.equals(
                        s.createSelectionQuery("select any(name = :name) from Account", Boolean.class)
                                .setParameter("name", w.named())
                                .getSingleResult())));
        paths.session("filter-clause", ROOT, some("select count(*) filter (where a.name = :name) from Account a"));
        paths.session("group-by", ROOT, all("select name, count(*) from Account group by name"));
        paths.session("having", ROOT, all("select name from Account group by name having count(*) > 0"));
        paths.session("window-row-number", ROOT, all("select name, row_number() over (order by name) from Account"));
        paths.session(
                "window-partition", ROOT, all("select name, sum(amount) over (partition by tenantId) from Account"));
        paths.session("window-lag", ROOT, all("select lag(name, 1, name) over (order by id), name from Account"));
        paths.session(
                "window-first-value",
                ROOT,
                all("select first_value(name) over (order by case when name = :name then 0 else 1 end) from Account"));
        paths.session(
                "rank-within-group",
                ROOT,
                all(
                        "select percentile_disc(0) within group (order by case when id = :id then 0 else id end), min(case when id = :id then name else '' end), max(case when id = :id then name else '' end) from Account"));
    }

    private static void plural(Paths paths) {
        paths.session("size-of-one-to-many", PLURAL, some("select size(a.purchases) from Account a where a.id = :via"));
        paths.session(
                "size-in-where",
                PLURAL,
                some("select count(*) from Account a where a.id = :via and size(a.purchases) > 0"));
        paths.session(
                "size-of-unidirectional", PLURAL, some("select size(a.parcels) from Account a where a.id = :via"));
        paths.session("size-of-many-to-many", PLURAL, some("select size(a.labels) from Account a where a.id = :via"));
        paths.session("size-of-join-table", PLURAL, some("select size(a.sent) from Account a where a.id = :via"));
        paths.session(
                "size-of-inverse",
                PLURAL,
                (s, w) -> w.told(
                        s.createSelectionQuery("select size(l.accounts) from Label l where l.id = :via", Integer.class)
                                        .setParameter("via", w.via())
                                        .getSingleResult()
                                > 0));
        paths.session(
                "is-empty",
                PLURAL,
                (s, w) -> w.told(s.createSelectionQuery(
                                        "select count(*) from Account a where a.id = :via and a.purchases is empty",
                                        Long.class)
                                .setParameter("via", w.via())
                                .getSingleResult()
                        == 0));
        paths.session(
                "is-not-empty",
                PLURAL,
                some("select count(*) from Account a where a.id = :via and a.purchases is not empty"));
        paths.session(
                "many-to-many-is-not-empty",
                PLURAL,
                some("select count(*) from Account a where a.id = :via and a.labels is not empty"));
        paths.session(
                "member-of",
                PLURAL,
                (s, w) -> w.told(s.createSelectionQuery(
                                        "select count(*) from Account a where a.id = :via and :p member of a.purchases",
                                        Long.class)
                                .setParameter("via", w.via())
                                .setParameter("p", s.getReference(Purchase.class, w.id()))
                                .getSingleResult()
                        > 0));
        paths.session(
                "member-of-many-to-many",
                PLURAL,
                (s, w) -> w.told(s.createSelectionQuery(
                                        "select count(*) from Account a where a.id = :via and :l member of a.labels",
                                        Long.class)
                                .setParameter("via", w.via())
                                .setParameter("l", s.getReference(dev.rls.hibernate.paths.model.Label.class, w.id()))
                                .getSingleResult()
                        > 0));
        paths.session(
                "elements-of-one-to-many",
                PLURAL,
                all("select elements(a.purchases) from Account a where a.id = :via"));
        paths.session(
                "elements-of-many-to-many", PLURAL, all("select elements(a.labels) from Account a where a.id = :via"));
        paths.session(
                "element-in",
                PLURAL,
                some("select count(*) from Account a where a.id = :via and :name in (select l.name from a.labels l)"));
        paths.session("max-element", PLURAL, some("select max(l.id) from Account a join a.labels l where a.id = :via"));
        paths.session("max-index", PLURAL, some("select maxindex(a.ranked) + 1 from Account a where a.id = :via"));
        paths.session(
                "index-of-join", PLURAL, some("select index(l) + 1 from Account a join a.ranked l where a.id = :via"));
        paths.session("element-by-index", PLURAL, all("select a.ranked[0].name from Account a where a.id = :via"));
        paths.session("element-by-key", PLURAL, all("select a.byName[:name].name from Account a where a.id = :via"));
        paths.session("key-of-map", PLURAL, all("select key(p) from Account a join a.byName p where a.id = :via"));
        paths.session(
                "value-of-map", PLURAL, all("select value(p).name from Account a join a.byName p where a.id = :via"));
        paths.session("entry-of-map", PLURAL, all("select entry(p) from Account a join a.byName p where a.id = :via"));
        paths.session(
                "key-entity-of-map",
                PLURAL,
                all("select key(r).name from Contact c join c.ratings r where c.id = :via"));
    }

    private static void elements(Paths paths) {
        paths.session("elements-joined", ROOT, all("select n from Account a join a.notes n"));
        paths.session(
                        "elements-right-joined",
                        JOIN,
                        all("select n from Board b left join Account a on a.id = b.id right join a.notes n"))
                .refused("RLS214");
        paths.session("elements-selected", PLURAL, all("select elements(a.notes) from Account a"));
        paths.session("elements-counted", PLURAL, some("select size(a.notes) from Account a where a.id = :id"));
        paths.session(
                "elements-member-of", PLURAL, some("select count(*) from Account a where :name member of a.notes"));
        paths.session("elements-map-values", ROOT, all("select value(p) from Account a join a.phones p"));
        paths.session("elements-of-embeddables", ROOT, all("select d.street from Account a join a.addresses d"));
        paths.session(
                "elements-exist",
                PLURAL,
                some("select count(*) from Account a where exists (select 1 from a.notes n where n = :name)"));
    }

    private static void hidden(Paths paths) {
        paths.session(
                        "hql-sql-function",
                        SQL,
                        all("select sql('(select max(x.name) from Account x where x.id = ?)', :id) from Board b"))
                .refused("RLS215");
        paths.session(
                        "hql-sql-in-where",
                        SQL,
                        some(
                                "select count(*) from Board b where cast(sql('(select count(*) from Account x where x.id = ?)', :id) as Integer) = 1"))
                .refused("RLS215");
        paths.session("hql-column-function", ROOT, all("select column(a.name as String) from Account a"));
        paths.session("hql-function-called", SQL, all("select function('" + Setup.FUNCTION + "', :id) from Board b"))
                .refused("RLS215");
        paths.session("hql-unknown-function-called", SQL, all("select " + Setup.FUNCTION + "(:id) from Board b"))
                .refused("RLS215");
    }

    private static void stateless(Paths paths) {
        statelessly(paths, "stateless-hql", "from Account", ROOT);
        statelessly(paths, "stateless-hql-join", "select a.name from Purchase p join p.account a", JOIN);
        statelessly(
                paths,
                "stateless-hql-implicit-join",
                "select p.account.name from Purchase p where p.name = 'poisoned' or p.id = 1",
                JOIN);
        statelessly(paths, "stateless-hql-collection", "select p.name from Account a join a.purchases p", JOIN);
        statelessly(paths, "stateless-hql-many-to-many", "select l.name from Account a join a.labels l", JOIN);
        statelessly(paths, "stateless-hql-elements", "select n from Account a join a.notes n", ROOT);
        paths.stateless("stateless-scroll", ROOT, (s, w) -> {
            StringBuilder seen = new StringBuilder();
            try (ScrollableResults<Account> rows =
                    s.createSelectionQuery("from Account", Account.class).scroll()) {
                while (rows.next()) {
                    seen.append(rows.get().getName()).append(' ');
                }
            }
            return seen;
        });
        paths.stateless("stateless-fetch-collection", JOIN, (s, w) -> fetchedStatelessly(s, w));
    }

    private static Object fetchedStatelessly(StatelessSession session, Whose whose) {
        Account account = session.createSelectionQuery("from Account where id = :via", Account.class)
                .setParameter("via", whose.via())
                .getSingleResult();
        session.fetch(account.purchases);
        return Hibernate.isInitialized(account.purchases) ? account.purchases : List.of();
    }

    private static void statelessly(Paths paths, String name, String hql, String closedBy) {
        paths.stateless(
                name,
                closedBy,
                (s, w) -> s.createSelectionQuery(hql, Object.class).getResultList());
    }
}
