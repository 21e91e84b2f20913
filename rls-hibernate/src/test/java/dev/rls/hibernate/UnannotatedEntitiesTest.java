package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.app.WithoutLibrary;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.NaturalId;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entities that nobody annotated are loaded and flushed by the statements that Hibernate alone would send. */
class UnannotatedEntitiesTest {

    private static final List<Class<?>> PLAIN = List.of(Author.class, Poet.class, Book.class, Genre.class);

    private static final Map<Boolean, Shop> SHOPS = new HashMap<>();

    @BeforeAll
    static void createTables() {
        for (boolean postgres : new boolean[] {true, false}) {
            Shop shop = postgres ? Shop.on(Version.V18) : Shop.onH2();
            Factories.createTables(UnannotatedEntitiesTest.class.getClassLoader(), shop.place(), PLAIN);
            if (postgres) {
                shop.place()
                        .truth("grant select, insert, update, delete on all tables in schema public to application");
            }
            SHOPS.put(postgres, shop);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void haveTheSameSql(boolean postgres) {
        Shop shop = SHOPS.get(postgres);
        List<String> without = new ArrayList<>();
        List<String> with = new ArrayList<>();
        try (SessionFactory factory = withoutLibrary(recording(shop, without))) {
            without.clear();
            work(factory);
        }
        List<Class<?>> all = new ArrayList<>(PLAIN);
        all.addAll(List.of(Customer.class, Invoice.class, Currency.class));
        try (SessionFactory factory =
                Factories.build(getClass().getClassLoader(), Place.connectBy(recording(shop, with)), all)) {
            assertThat(RlsProtection.of(factory).scopedEntities()).isNotEmpty();
            with.clear();
            if (postgres) {
                work(factory); // with claims the first statement of a transaction would carry them
            } else {
                ClaimsScope.run(Tenants.ACME, () -> work(factory));
            }
            assertThat(with).hasSizeGreaterThan(30).isEqualTo(without);

            with.clear();
            ClaimsScope.run(Tenants.ACME, () -> factory.inSession(s -> s.find(Customer.class, Shop.ACME_CUSTOMER)));
            assertThat(with).anyMatch(sql -> sql.contains("tenantId=?") || sql.contains("tenantId = ?"));
        }
    }

    private static SessionFactory withoutLibrary(DataSource dataSource) {
        MetadataSources sources =
                new MetadataSources(new StandardServiceRegistryBuilder(new BootstrapServiceRegistryBuilder()
                                .applyClassLoaderService(new WithoutLibrary())
                                .build())
                        .applySettings(Place.connectBy(dataSource))
                        .build());
        PLAIN.forEach(sources::addAnnotatedClass);
        return sources.buildMetadata().buildSessionFactory();
    }

    private static void work(SessionFactory factory) {
        factory.inTransaction(UnannotatedEntitiesTest::insert);
        factory.inTransaction(s -> {
            Author author = s.find(Author.class, 1L);
            author.name = "changed";
            author.tags.add("more");
            author.books.get(0).title = "changed";
            author.genres.clear();
        });
        factory.inTransaction(s -> {
            s.findMultiple(Author.class, List.of(1L, 2L));
            s.bySimpleNaturalId(Genre.class).load("verse");
            s.createSelectionQuery("select a from Author a join fetch a.books b where b.title like 'c%'", Author.class)
                    .getResultList();
            s.createSelectionQuery(
                            "select a.name, size(a.books) from Author a left join a.genres g group by a.name, a.id",
                            Object[].class)
                    .getResultList();
            s.createSelectionQuery("from Book b where b.author.name = 'x' or 'new' member of b.author.tags", Book.class)
                    .getResultList();
            s.createMutationQuery("update Book set title = 'bulk' where author.id = 1")
                    .executeUpdate();
            s.createMutationQuery("insert into Genre (id, code) values (7, 'prose')")
                    .executeUpdate();
            s.createMutationQuery("delete from Genre where id = 7").executeUpdate();
        });
        factory.inTransaction(s -> s.merge(detached()));
        factory.inStatelessTransaction(s -> {
            Genre genre = s.get(Genre.class, 1L);
            s.update(genre);
            s.upsert(genre);
        });
        factory.inTransaction(s -> {
            s.createSelectionQuery("from Author", Author.class).getResultList().forEach(s::remove);
            s.flush();
            s.createMutationQuery("delete from Genre").executeUpdate();
        });
    }

    private static void insert(Session session) {
        Genre genre = new Genre();
        genre.id = 1L;
        genre.code = "verse";
        session.persist(genre);
        for (long id = 1; id <= 2; id++) {
            Poet poet = new Poet();
            poet.id = id;
            poet.name = "new";
            poet.verses = 3;
            poet.tags.add("new");
            poet.genres.add(genre);
            Book book = new Book();
            book.id = id;
            book.title = "new";
            book.author = poet;
            poet.books.add(book);
            session.persist(poet);
        }
    }

    private static Poet detached() {
        Poet poet = new Poet();
        poet.id = 2L;
        poet.name = "merged";
        return poet;
    }

    /** What reaches the driver. */
    private static DataSource recording(Shop shop, List<String> sql) {
        return proxy(DataSource.class, shop.application(), sql);
    }

    private static <T> T proxy(Class<T> type, Object target, List<String> sql) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text && isSql(method)) {
                sql.add(text);
            }
            Object result = invoked(method, target, arguments);
            if (result instanceof Connection connection && method.getName().equals("getConnection")) {
                return proxy(Connection.class, connection, sql);
            }
            return method.getName().equals("createStatement") ? proxy(Statement.class, result, sql) : result;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static boolean isSql(Method method) {
        return method.getName().startsWith("prepare") || method.getName().startsWith("execute");
    }

    private static Object invoked(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Entity(name = "Author")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Author {
        @Id
        Long id;

        @jakarta.persistence.Version
        int version;

        String name;

        @OneToMany(mappedBy = "author", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Book> books = new ArrayList<>();

        @ElementCollection
        Set<String> tags = new HashSet<>();

        @ManyToMany
        Set<Genre> genres = new HashSet<>();
    }

    @Entity(name = "Poet")
    static class Poet extends Author {
        int verses;
    }

    @Entity(name = "Book")
    static class Book {
        @Id
        Long id;

        String title;

        @ManyToOne(fetch = FetchType.LAZY)
        Author author;
    }

    @Entity(name = "Genre")
    static class Genre {
        @Id
        Long id;

        @NaturalId
        String code;
    }
}
