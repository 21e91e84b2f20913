package dev.rls.hibernate.paths;

import dev.rls.hibernate.paths.model.Account;
import dev.rls.hibernate.paths.model.Plot;
import dev.rls.hibernate.paths.model.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Example;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The repositories of Spring Data JPA. */
final class SpringData {

    private static final String QUERIES = "derived and declared queries are HQL and Criteria, which carry the filters";
    private static final String BY_KEY = "the filter stands in loads by key";
    private static final String LOADED = "what is saved or deleted is loaded first, by key and filter";
    private static final String BULK = "bulk statements carry the filters";

    private SpringData() {}

    static void addTo(Paths paths) {
        read(paths);
        queried(paths);
        written(paths);
    }

    private static void read(Paths paths) {
        accounts(paths, "spring-find-by-id", BY_KEY, (r, w) -> r.findById(w.id()));
        accounts(
                paths,
                "spring-get-reference",
                BY_KEY,
                (r, w) -> r.getReferenceById(w.id()).getName());
        accounts(paths, "spring-exists-by-id", QUERIES, (r, w) -> w.told(r.existsById(w.id())));
        accounts(paths, "spring-find-all", QUERIES, (r, w) -> r.findAll());
        accounts(paths, "spring-find-all-by-id", QUERIES, (r, w) -> r.findAllById(List.of(w.id(), w.via())));
        accounts(paths, "spring-count", QUERIES, (r, w) -> w.told(r.count() != (w == Whose.ACME ? 0 : 2)));
        accounts(paths, "spring-page", QUERIES, (r, w) -> r.findAll(PageRequest.of(0, 10)));
        accounts(
                paths,
                "spring-page-total",
                QUERIES,
                (r, w) -> w.told(r.findByNameStartingWith(w.mark(), PageRequest.of(0, 1))
                                .getContent()
                                .size()
                        > 0));
        accounts(paths, "spring-example", QUERIES, (r, w) -> r.findAll(Example.of(example(w))));
        accounts(paths, "spring-example-count", QUERIES, (r, w) -> w.told(r.count(Example.of(example(w))) > 0));
        accounts(paths, "spring-specification", QUERIES, (r, w) -> r.findAll(named(w)));
        accounts(paths, "spring-specification-exists", QUERIES, (r, w) -> w.told(r.exists(named(w))));
        accounts(
                paths,
                "spring-specification-fluent",
                QUERIES,
                (r, w) -> r.findBy(
                        named(w),
                        query -> query.as(Named.class).all().stream()
                                .map(Named::getName)
                                .toList()));
    }

    private static Account example(Whose whose) {
        Account account = new Account();
        account.name = whose.named();
        account.amount = whose == Whose.ACME ? 10 : 30;
        account.purchases = null;
        return account;
    }

    private static Specification<Account> named(Whose whose) {
        return (root, query, builder) -> builder.equal(root.get("name"), whose.named());
    }

    private static void queried(Paths paths) {
        accounts(paths, "spring-derived", QUERIES, (r, w) -> r.findByName(w.named()));
        accounts(paths, "spring-derived-count", QUERIES, (r, w) -> w.told(r.countByName(w.named()) > 0));
        accounts(paths, "spring-derived-exists", QUERIES, (r, w) -> w.told(r.existsByName(w.named())));
        accounts(paths, "spring-derived-stream", QUERIES, (r, w) -> {
            TransactionSynchronizationManager.setActualTransactionActive(true);
            try {
                return Seen.in(r.streamByName(w.named()));
            } finally {
                TransactionSynchronizationManager.setActualTransactionActive(false);
            }
        });
        accounts(
                paths,
                "spring-derived-through-collection",
                QUERIES,
                (r, w) -> w.told(!r.findByPurchasesName(w.named()).isEmpty()));
        accounts(
                paths,
                "spring-derived-with-graph",
                QUERIES,
                (r, w) -> r.findWithPurchasesById(w.via()).map(account -> account.purchases));
        accounts(
                paths,
                "spring-projection",
                QUERIES,
                (r, w) -> r.findNamedById(w.id()).map(Named::getName));
        accounts(paths, "spring-projection-class", QUERIES, (r, w) -> r.findBriefById(w.id()));
        accounts(paths, "spring-query", QUERIES, (r, w) -> r.byQuery(w.id()));
        accounts(paths, "spring-query-of-values", QUERIES, (r, w) -> r.nameByQuery(w.id()));
        accounts(
                        paths,
                        "spring-native-query",
                        "refused where Hibernate stands alone; else the policies of the table",
                        (r, w) -> r.nameBySql(w.id()))
                .refused("RLS215");
        accounts(
                paths,
                "spring-scroll",
                QUERIES,
                (r, w) -> r.findFirst10ByNameStartingWithOrderById(w.mark(), ScrollPosition.keyset())
                        .getContent());
    }

    private static void written(Paths paths) {
        plots(paths, "spring-save", LOADED, (r, w) -> r.save(forged(w)));
        plots(paths, "spring-save-all", LOADED, (r, w) -> r.saveAll(List.of(forged(w))));
        plots(
                paths,
                "spring-save-new",
                "the tenant of what is inserted is the session's, or the insert is refused",
                (r, w) -> r.saveAndFlush(Row.forged(new Plot(), w.id() + 50, w.tenant(), "planted")));
        plots(paths, "spring-delete", LOADED, (r, w) -> {
            r.delete(forged(w));
            return "";
        });
        plots(paths, "spring-delete-by-id", LOADED, (r, w) -> {
            r.deleteById(w.id());
            return "";
        });
        plots(paths, "spring-delete-all-by-id", LOADED, (r, w) -> {
            r.deleteAllById(List.of(w.id()));
            return "";
        });
        plots(paths, "spring-delete-all", LOADED, (r, w) -> {
            r.deleteAll();
            return "";
        });
        plots(paths, "spring-delete-all-in-batch", BULK, (r, w) -> {
            r.deleteAllInBatch();
            return "";
        });
        plots(paths, "spring-delete-all-by-id-in-batch", BULK, (r, w) -> {
            r.deleteAllByIdInBatch(List.of(w.id()));
            return "";
        });
        plots(paths, "spring-derived-delete", LOADED, (r, w) -> r.deleteByName(w.named()));
        plots(paths, "spring-modifying-update", BULK, (r, w) -> r.rename(w.id()));
        plots(
                paths,
                "spring-specification-delete",
                BULK,
                (r, w) -> r.delete((root, delete, builder) -> builder.equal(root.get("name"), w.named())));
    }

    private static Plot forged(Whose whose) {
        Plot plot = Row.forged(new Plot(), whose.id(), "acme", "stolen");
        plot.street = "street";
        plot.house = (int) whose.id();
        return plot;
    }

    private static Path accounts(Paths paths, String name, String closedBy, With<Accounts> path) {
        return paths.session(name, closedBy, (s, w) -> path.run(repository(s, Accounts.class), w));
    }

    private static Path plots(Paths paths, String name, String closedBy, With<Plots> path) {
        return paths.session(name, closedBy, (s, w) -> {
            Object result = path.run(repository(s, Plots.class), w);
            s.flush();
            return result;
        });
    }

    private static <R> R repository(Session session, Class<R> type) {
        return new JpaRepositoryFactory(session).getRepository(type);
    }

    @FunctionalInterface
    private interface With<R> {
        @Nullable
        Object run(R repository, Whose whose);
    }

    /** A projection. */
    public interface Named {
        String getName();
    }

    /** A projection into an object. */
    public record Brief(Long id, String name) {}

    /** Of accounts. */
    public interface Accounts extends JpaRepository<Account, Long>, JpaSpecificationExecutor<Account> {

        List<Account> findByName(String name);

        long countByName(String name);

        boolean existsByName(String name);

        Stream<Account> streamByName(String name);

        List<Account> findByPurchasesName(String name);

        Slice<Account> findByNameStartingWith(String name, PageRequest page);

        org.springframework.data.domain.Window<Account> findFirst10ByNameStartingWithOrderById(
                String name, ScrollPosition position);

        @EntityGraph(attributePaths = "purchases")
        Optional<Account> findWithPurchasesById(Long id);

        Optional<Named> findNamedById(Long id);

        Optional<Brief> findBriefById(Long id);

        @Query("select a from Account a where a.id = ?1")
        Account byQuery(Long id);

        @Query("select a.name from Account a where a.id = ?1")
        String nameByQuery(Long id);

        @Query(value = "select name from Account where id = ?1", nativeQuery = true)
        String nameBySql(Long id);
    }

    /** Of plots. */
    public interface Plots extends JpaRepository<Plot, Long>, JpaSpecificationExecutor<Plot> {

        long deleteByName(String name);

        @Modifying
        @Query("update Plot p set p.name = 'stolen' where p.id = ?1")
        int rename(Long id);
    }
}
