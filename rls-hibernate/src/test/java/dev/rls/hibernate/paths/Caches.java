package dev.rls.hibernate.paths;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.paths.model.Shelf;
import java.util.List;
import java.util.function.BiFunction;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Caches that another tenant warmed. What is gone after is deleted meanwhile, so that a cache alone can answer. */
final class Caches {

    private static final String KEYS = "the tenant is a part of the keys of the second-level cache";
    private static final String QUERY = "the tenant is a part of the keys of the query cache";

    private static final String FILTERED = "a collection that a filter narrows is not cached";

    private Caches() {}

    static void addTo(Paths all) {
        Paths paths = all.with(Unit.CACHED);
        cached(paths, "cached-entity", KEYS, (s, w) -> s.find(Shelf.class, w.id()));
        cached(paths, "cached-entity-multiple", KEYS, (s, w) -> s.findMultiple(Shelf.class, List.of(w.id(), w.via())));
        cached(
                paths,
                "cached-entity-reference",
                KEYS,
                (s, w) -> s.getReference(Shelf.class, w.id()).getName());
        cached(
                paths,
                "cached-natural-id",
                KEYS,
                (s, w) -> s.bySimpleNaturalId(Shelf.class).load("code-" + w.id()));
        cached(paths, "cached-collection", FILTERED, (s, w) -> s.find(Shelf.class, w.via()).volumes)
                .foreignOnly();
        cached(paths, "cached-links", FILTERED, (s, w) -> s.find(Shelf.class, w.via()).lent)
                .foreignOnly();
        cached(
                paths,
                "cached-query",
                QUERY,
                (s, w) -> s.createSelectionQuery("from Shelf", Shelf.class)
                        .setCacheable(true)
                        .getResultList());
        cached(
                paths,
                "cached-query-of-values",
                QUERY,
                (s, w) -> s.createSelectionQuery("select name from Shelf where id = :id", String.class)
                        .setParameter("id", w.id())
                        .setCacheable(true)
                        .getResultList());
        cached(paths, "cached-criteria", QUERY, (s, w) -> {
            var criteria = s.getCriteriaBuilder().createQuery(Shelf.class);
            criteria.from(Shelf.class);
            return s.createQuery(criteria).setCacheable(true).getResultList();
        });
        paths.free("cached-entity-stateless", KEYS, (factory, w) -> {
            warm(factory, w, (s, of) -> s.find(Shelf.class, of.id()));
            return ClaimsScope.<String, RuntimeException>call(
                    Tenants.ACME,
                    () -> factory.fromStatelessTransaction(
                            (StatelessSession s) -> Seen.in(s.get(Shelf.class, w.id()))));
        });
        paths.free(
                        "cache-contains-entity",
                        "keys are looked for without a tenant, and there are none",
                        (factory, w) -> {
                            warm(factory, w, (s, of) -> s.find(Shelf.class, of.id()));
                            return w.told(factory.getCache().containsEntity(Shelf.class, w.id()));
                        })
                .foreignOnly();
    }

    private static Path cached(
            Paths paths, String name, String closedBy, BiFunction<Session, Whose, @Nullable Object> read) {
        return paths.free(name, closedBy, (factory, w) -> {
            warm(factory, w, read);
            return factory.fromTransaction(session -> Seen.in(read.apply(session, w)));
        });
    }

    private static void warm(SessionFactory factory, Whose whose, BiFunction<Session, Whose, @Nullable Object> read) {
        ClaimsScope.run(whose == Whose.ACME ? Tenants.ACME : Tenants.GLOBEX, () -> {
            try {
                factory.inTransaction(session -> Seen.in(read.apply(session, whose)));
            } catch (RuntimeException e) {
                // what is refused warms nothing
            }
        });
        Other.run(factory, "delete from shelf_volume");
        Other.run(factory, "delete from Volume");
        Other.run(factory, "delete from Shelf");
    }
}
