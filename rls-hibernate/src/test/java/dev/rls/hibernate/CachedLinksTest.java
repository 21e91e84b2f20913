package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** A collection in the second-level cache whose owner belongs to nobody and whose rows lead to rows of tenants. */
class CachedLinksTest {

    private static final String[] SOURCES = {"""
        package shop;

        import jakarta.persistence.*;
        import java.util.*;
        import org.hibernate.annotations.Cache;
        import org.hibernate.annotations.CacheConcurrencyStrategy;

        @Entity
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        public class Country {
            @Id public Long id;
            @ElementCollection
            @CollectionTable(name = "link", joinColumns = @JoinColumn(name = "country_id"))
            @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
            public Set<Part> parts;

            public List<String> names() {
                return parts.stream().map(part -> part.book.getName()).toList();
            }
        }
        """, """
        package shop;

        import jakarta.persistence.*;
        import java.util.*;

        @Embeddable
        public class Part {
            @ManyToOne(fetch = FetchType.LAZY)
            public Book book;

            @Override
            public boolean equals(Object other) {
                return other instanceof Part part && part.book.getId().equals(book.getId());
            }

            @Override
            public int hashCode() {
                return book.getId().hashCode();
            }
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Book {
            @Id Long id;
            String tenantId;
            String name;

            public Long getId() {
                return id;
            }

            public String getName() {
                return name;
            }
        }
        """};

    @Test
    void eachTenantSeesItsOwn() {
        Place place = Place.h2();
        Map<String, Object> settings = Place.cachedBy(place.application());
        settings.put("hibernate.hbm2ddl.auto", "create");
        try (SessionFactory factory =
                Sources.compiled(List.of("-Arls.unit=cachedlinks"), SOURCES).build(settings)) {
            place.truth(
                    "insert into book (id, tenantid, name) values (1, 'acme', 'a'), (2, 'globex', 'b')",
                    "insert into country (id) values (1)",
                    "insert into link (country_id, book_id) values (1, 1), (1, 2)");
            for (Claims claims : List.of(Tenants.ACME, Tenants.GLOBEX, Tenants.ACME)) {
                assertThat(ClaimsScope.<Object, RuntimeException>call(
                                claims, () -> factory.fromTransaction(CachedLinksTest::names)))
                        .isEqualTo(List.of(claims == Tenants.ACME ? "a" : "b"));
            }
        }
    }

    private static Object names(Session session) {
        Object country = session.find("shop.Country", 1L);
        try {
            return country.getClass().getMethod("names").invoke(country);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
