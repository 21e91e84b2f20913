package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Cache;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has no tenant lies in the second-level cache once for all of them; what has one, once for each. */
class SharedCacheTest {

    private static final String COUNTRY = """
        package shop;

        import jakarta.persistence.*;
        import java.util.Set;
        import org.hibernate.annotations.Cache;
        import org.hibernate.annotations.CacheConcurrencyStrategy;
        import org.hibernate.annotations.NaturalId;
        import org.hibernate.annotations.NaturalIdCache;

        @Entity
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        @NaturalIdCache
        public class Country {
            @Id public Long id;
            @NaturalId public String code;
            public String name;
            @Version public int version;
            @ElementCollection(fetch = FetchType.EAGER)
            @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
            public Set<String> tags;
        }
        """;

    private static final String BOOK = """
        package shop;

        import jakarta.persistence.*;
        import org.hibernate.annotations.Cache;
        import org.hibernate.annotations.CacheConcurrencyStrategy;

        @Entity
        @dev.rls.TenantScoped
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        public class Book {
            @Id public Long id;
            public String tenantId;
            public String name;
        }
        """;

    private static SessionFactory factory;
    private static Place place;

    @BeforeAll
    static void start() {
        place = Place.h2();
        factory = Sources.compiled(List.of("-Arls.unit=sharedcache"), COUNTRY, BOOK)
                .build(settings(place));
    }

    private static Map<String, Object> settings(Place place) {
        Map<String, Object> settings = Place.cachedBy(place.application());
        settings.put("hibernate.hbm2ddl.auto", "create");
        settings.put("hibernate.generate_statistics", true);
        return settings;
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @BeforeEach
    void fill() {
        factory.getCache().evictAllRegions();
        place.truth(
                "delete from country_tags",
                "delete from country",
                "delete from book",
                "insert into country (id, code, name, version) values (1, 'xx', 'old', 0)",
                "insert into country_tags values (1, 'old')",
                "insert into book (id, tenantid, name) values (1, 'acme', 'a')");
    }

    @Test
    void whatOneTenantChangesTheOthersSee() {
        for (Claims claims : List.of(Tenants.ACME, Tenants.GLOBEX)) {
            assertThat(as(claims, SharedCacheTest::seen)).isEqualTo("old [old]");
        }
        as(Tenants.ACME, session -> {
            Object country = session.find("shop.Country", 1L);
            set(country, "name", "new");
            tags(country).add("new");
            tags(country).remove("old");
            return null;
        });

        long before = factory.getStatistics().getSecondLevelCacheHitCount();
        assertThat(as(Tenants.GLOBEX, SharedCacheTest::seen)).isEqualTo("new [new]");
        assertThat(as(Tenants.ACME, SharedCacheTest::seen)).isEqualTo("new [new]");
        assertThat(factory.getStatistics().getSecondLevelCacheHitCount()).isGreaterThan(before);
        as(Tenants.GLOBEX, session -> {
            session.remove(session.find("shop.Country", 1L));
            return null;
        });
        assertThat(as(Tenants.ACME, session -> session.find("shop.Country", 1L)))
                .isNull();
    }

    @Test
    void aNaturalIdIsResolvedForAllOfThem() {
        assertThat(as(Tenants.ACME, SharedCacheTest::byCode)).isNotNull();
        long before = factory.getStatistics().getNaturalIdCacheHitCount();
        assertThat(as(Tenants.GLOBEX, SharedCacheTest::byCode)).isNotNull();
        assertThat(factory.getStatistics().getNaturalIdCacheHitCount()).isEqualTo(before + 1);
    }

    @Test
    void whatHasATenantIsEvictedInItsScope() {
        Cache cache = factory.getCache();
        as(Tenants.ACME, session -> session.find("shop.Book", 1L));
        place.truth("update book set name = 'b'");

        ClaimsScope.run(Tenants.GLOBEX, () -> cache.evictEntityData("shop.Book", 1L));
        assertThat(as(Tenants.ACME, session -> get(session.find("shop.Book", 1L), "name")))
                .isEqualTo("a");
        ClaimsScope.run(Tenants.ACME, () -> cache.evictEntityData("shop.Book", 1L));
        assertThat(as(Tenants.ACME, session -> get(session.find("shop.Book", 1L), "name")))
                .isEqualTo("b");
    }

    @Test
    void whatHasNoneIsEvictedAnywhere() {
        as(Tenants.ACME, SharedCacheTest::seen);
        place.truth("update country set name = 'new'", "update country_tags set tags = 'new'");
        factory.getCache().evictEntityData("shop.Country", 1L);
        factory.getCache().evictCollectionData("shop.Country.tags", 1L);

        assertThat(as(Tenants.ACME, SharedCacheTest::seen)).isEqualTo("new [new]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@ManyToOne public Book book;", "@Embedded public Part part;"})
    void whatRefersToATenantsRowIsCachedIfTheReferenceIsLazy(String reference) {
        String part = "package shop; import jakarta.persistence.*;"
                + " @Embeddable public class Part { @ManyToOne public Book book; }";
        String lazy = "(fetch = FetchType.LAZY)";
        String country = COUNTRY.replace("public String name;", "public String name; " + reference);

        Sources eager = Sources.compiled(List.of("-Arls.unit=eagercache"), country, BOOK, part);
        assertThatThrownBy(() -> eager.build(withoutCache()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS116: shop.Country is cached, and refers by");
        Sources.compiled(
                        List.of("-Arls.unit=lazycache"),
                        country.replace("@ManyToOne", "@ManyToOne" + lazy),
                        BOOK,
                        part.replace("@ManyToOne", "@ManyToOne" + lazy))
                .build(withoutCache())
                .close();
    }

    /** What closes one would close those of the other tests. */
    private static Map<String, Object> withoutCache() {
        Map<String, Object> settings = settings(Place.h2());
        settings.remove("hibernate.cache.region.factory_class");
        settings.put("hibernate.cache.use_second_level_cache", false);
        return settings;
    }

    private static Object byCode(Session session) {
        return session.byNaturalId("shop.Country").using("code", "xx").load();
    }

    private static Object seen(Session session) {
        Object country = session.find("shop.Country", 1L);
        return get(country, "name") + " " + get(country, "tags");
    }

    @SuppressWarnings("unchecked")
    private static Collection<String> tags(Object country) {
        return (Collection<String>) get(country, "tags");
    }

    private static Object get(Object instance, String field) {
        try {
            return instance.getClass().getField(field).get(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object instance, String field, Object value) {
        try {
            instance.getClass().getField(field).set(instance, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object as(Claims claims, Function<Session, ?> work) {
        return ClaimsScope.call(claims, () -> factory.fromTransaction(work::apply));
    }
}
