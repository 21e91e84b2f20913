package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.app.Trio;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.Session;
import org.hibernate.graph.RootGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Enhanced instances load attributes by a query of their own, when they are asked for them. */
class LazyStateTest {

    private static final String[] SOURCES = {"""
        package shop;

        import jakarta.persistence.*;
        import org.hibernate.annotations.LazyGroup;

        @Entity
        @dev.rls.TenantScoped
        public class Doc {
            @Id Long id;
            String tenantId;
            @Basic(fetch = FetchType.LAZY) String body;
            @Basic(fetch = FetchType.LAZY) @LazyGroup("more") String other;
            @OneToOne(mappedBy = "doc", fetch = FetchType.LAZY) Side side;
            @OneToOne(mappedBy = "whole") Side partner;
            String title;

            public String getBody() { return body; }
            public void setBody(String body) { this.body = body; }
            public String getOther() { return other; }
            public Side getSide() { return side; }
            public Side getPartner() { return partner; }
            public String getTitle() { return title; }
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Side {
            @Id Long id;
            String tenantId;
            String name;
            @OneToOne(fetch = FetchType.LAZY) @dev.rls.CrossTenantReference(reason = "a row that leads out of its tenant") Doc doc;
            @OneToOne(fetch = FetchType.LAZY) @dev.rls.CrossTenantReference(reason = "a row that leads out of its tenant") Doc whole;
            @OneToOne(fetch = FetchType.LAZY) Shelf shelf;

            public String getName() { return name; }
        }
        """, """
        package shop;

        import jakarta.persistence.*;
        import org.hibernate.annotations.LazyGroup;

        /** Everybody's. */
        @Entity
        public class Shelf {
            @Id Long id;
            @OneToOne(mappedBy = "shelf", fetch = FetchType.LAZY) Side side;
            @ManyToOne(fetch = FetchType.LAZY) @LazyGroup("doc") Doc doc;

            public Side getSide() { return side; }
            public Doc getDoc() { return doc; }
        }
        """};

    private static Trio trio;

    @BeforeAll
    static void start() {
        trio = Trio.of(Sources.compiled(List.of("-Arls.unit=lazy"), SOURCES).enhanced());
    }

    @BeforeEach
    void seed() {
        trio.seed(
                "delete from side",
                "delete from shelf",
                "delete from doc",
                "insert into doc (id, tenantid, body, other, title) values (1, 'acme', 'A-1', 'A-other', 'A'),"
                        + " (2, 'acme', null, null, 'A'), (1001, 'globex', 'G-1', 'G-other', 'G')",
                "insert into shelf (id, doc_id) values (1, 1), (2, 1001)",
                "insert into side (id, tenantid, name, doc_id, whole_id, shelf_id) values (1, 'acme', 'A-1', 1, 1, 1),"
                        + " (1001, 'globex', 'G-1', 2, 2, 2)");
    }

    @AfterAll
    static void stop() {
        trio.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void theOwnIsLoaded(String mode) {
        assertThat(acme(mode, session -> {
                    Object doc = session.find("shop.Doc", 1L);
                    return List.of(get(doc, "getBody"), get(doc, "getOther"), get(get(doc, "getSide"), "getName"));
                }))
                .isEqualTo(List.of("A-1", "A-other", "A-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void whatWasSetIsKept(String mode) {
        acme(mode, session -> {
            Object doc = session.find("shop.Doc", 1L);
            set(doc, "setBody", "new");
            assertThat(get(get(doc, "getSide"), "getName")).isEqualTo("A-1");
            assertThat(get(doc, "getBody")).isEqualTo("new");
            return doc;
        });
        assertThat(acme(mode, session -> get(session.find("shop.Doc", 1L), "getBody")))
                .isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void aPartnerOfAnotherTenantIsNone(String mode) {
        assertThat(acme(mode, session -> String.valueOf(get(session.find("shop.Doc", 2L), "getSide"))))
                .isEqualTo("null");
        assertThat(acme(mode, session -> String.valueOf(get(session.find("shop.Shelf", 2L), "getSide"))))
                .isEqualTo("null");
        assertThat(acme(mode, session -> get(get(session.find("shop.Shelf", 1L), "getSide"), "getName")))
                .isEqualTo("A-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void aReferenceOfAGroupIsFollowedToTheOwnAlone(String mode) {
        assertThat(acme(mode, session -> get(get(session.find("shop.Shelf", 1L), "getDoc"), "getTitle")))
                .isEqualTo("A");
        assertThatThrownBy(() -> acme(mode, session -> get(get(session.find("shop.Shelf", 2L), "getDoc"), "getTitle")))
                .isInstanceOf(ObjectNotFoundException.class);
    }

    /** Deleted or another's: it is not there. */
    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void aRowThatWasGivenAwayIsGone(String mode) {
        for (String meanwhile : List.of(
                "update doc set tenantid = 'globex', body = 'G-2', other = 'G-2' where id = 1",
                "delete from doc where id = 1")) {
            for (String getter : List.of("getBody", "getOther", "getSide")) {
                seed();
                trio.place(mode).poison("delete from side", "delete from shelf");
                assertThatThrownBy(() -> acme(mode, session -> {
                            Object doc = session.find("shop.Doc", 1L);
                            trio.place(mode).truth(meanwhile);
                            return get(doc, getter);
                        }))
                        .as(meanwhile + " " + getter)
                        .isInstanceOf(ObjectNotFoundException.class);
            }
        }
    }

    /** A graph that leaves an eager attribute out makes it a lazy one. */
    @ParameterizedTest
    @ValueSource(strings = {Trio.H2, Trio.POSTGRES, Trio.BOTH})
    void whatAGraphLeftOutIsLoadedLikewise(String mode) {
        assertThat(acme(mode, session -> get(get(byGraph(session, 1), "getPartner"), "getName")))
                .isEqualTo("A-1");
        assertThat(acme(mode, session -> String.valueOf(get(byGraph(session, 2), "getPartner"))))
                .isEqualTo("null");
    }

    private static Object byGraph(Session session, long id) {
        RootGraph<?> graph = (RootGraph<?>)
                session.createEntityGraph(session.getEntityManagerFactory().getMetamodel().getEntities().stream()
                        .filter(type -> type.getName().equals("Doc"))
                        .findFirst()
                        .orElseThrow()
                        .getJavaType());
        graph.addAttributeNodes("title");
        return session.find(graph.getGraphedType().getJavaType(), id, Map.of("jakarta.persistence.fetchgraph", graph));
    }

    private static Object get(Object instance, String getter) {
        try {
            return instance.getClass().getMethod(getter).invoke(instance);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Object instance, String setter, String value) {
        try {
            instance.getClass().getMethod(setter, String.class).invoke(instance, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object acme(String mode, Function<Session, Object> work) {
        return ClaimsScope.<Object, RuntimeException>call(
                Tenants.ACME, () -> trio.factory(mode).fromTransaction(work::apply));
    }
}
