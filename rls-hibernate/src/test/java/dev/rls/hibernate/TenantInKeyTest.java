package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenant as a part of the key, or as the whole of it. */
class TenantInKeyTest {

    private static final String[] SOURCES = {"""
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped(attribute = "key.tenantId")
        public class Embedded {
            @EmbeddedId public Key key = new Key();
            public String text = "mine";

            public Embedded() {}

            public Embedded(String tenant) {
                key.tenantId = tenant;
                key.number = 1L;
            }
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Embeddable
        public class Key implements java.io.Serializable {
            public String tenantId;
            public Long number;

            @Override public boolean equals(Object o) {
                return o instanceof Key k && k.tenantId.equals(tenantId) && k.number.equals(number);
            }

            @Override public int hashCode() {
                return number.hashCode();
            }
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @IdClass(Key.class)
        @dev.rls.TenantScoped
        public class Classed {
            @Id public String tenantId;
            @Id public Long number = 1L;
            public String text = "mine";

            public Classed() {}

            public Classed(String tenant) {
                tenantId = tenant;
            }
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Settings {
            @Id public String tenantId;
            public String text = "mine";

            public Settings() {}

            public Settings(String tenant) {
                tenantId = tenant;
            }
        }
        """};

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isFilteredAndGuarded(boolean postgres) {
        try (SessionFactory factory = factory(postgres)) {
            for (String name : List.of("Embedded", "Classed", "Settings")) {
                String all = "select text from " + name;
                for (Claims claims : List.of(Tenants.ACME, Tenants.GLOBEX)) {
                    as(claims, factory, session -> {
                        session.persist(instance(session, name, String.valueOf(claims.get("tenant_id"))));
                        return name;
                    });
                }
                List<String> own = as(
                        Tenants.ACME,
                        factory,
                        session ->
                                session.createSelectionQuery(all, String.class).getResultList());
                assertThat(own).hasSize(1);
                Object foreign = ClaimsScope.<Object, RuntimeException>call(
                        Tenants.GLOBEX,
                        () -> factory.fromSession(session ->
                                factory.getPersistenceUnitUtil().getIdentifier(instance(session, name, "globex"))));
                Object found = as(Tenants.ACME, factory, session -> session.find(type(session, name), foreign));
                assertThat(found).isNull();
                refused(factory, session -> {
                    session.persist(instance(session, name, "initech"));
                    session.flush();
                    return name;
                });
                refused(factory, session -> {
                    Object forged = instance(session, name, "globex");
                    set(forged, "stolen");
                    session.merge(forged);
                    session.flush();
                    return name;
                });
                ClaimsScope.run(
                        Tenants.ACME,
                        () -> assertThatThrownBy(() -> factory.inStatelessTransaction(
                                        session -> session.delete(instance(factory, name, "globex"))))
                                .isInstanceOf(RuntimeException.class));
                as(Tenants.ACME, factory, session -> {
                    set(session.createSelectionQuery("from " + name).getSingleResult(), "changed");
                    return name;
                });
                List<String> left = as(
                        Tenants.GLOBEX,
                        factory,
                        session ->
                                session.createSelectionQuery(all, String.class).getResultList());
                assertThat(left).containsExactly("mine");
                as(Tenants.ACME, factory, session -> {
                    Object mine = session.createSelectionQuery("from " + name + " where text = 'changed'")
                            .getSingleResult();
                    session.remove(mine);
                    return name;
                });
            }
        }
    }

    private static void refused(SessionFactory factory, Function<Session, Object> work) {
        assertThatThrownBy(() -> as(Tenants.ACME, factory, work)).isInstanceOf(WriteRejectedException.class);
    }

    private static SessionFactory factory(boolean postgres) {
        Sources sources = Sources.compiled(List.of(), SOURCES);
        if (!postgres) {
            Map<String, Object> settings =
                    new HashMap<>(Place.connectBy(Place.h2().application()));
            settings.put("hibernate.hbm2ddl.auto", "create");
            return sources.build(settings);
        }
        Place place = Place.postgres(Version.V18);
        sources.createTables(place);
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        return sources.build(Place.connectBy(place.application()));
    }

    private static Object instance(Session session, String name, String tenant) {
        return instance(session.getSessionFactory(), name, tenant);
    }

    private static Object instance(SessionFactory factory, String name, String tenant) {
        try {
            return factory.getMetamodel()
                    .entity(name)
                    .getJavaType()
                    .getConstructor(String.class)
                    .newInstance(tenant);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(Session session, String name) {
        return session.getFactory().getMetamodel().entity(name).getJavaType();
    }

    private static void set(Object entity, String text) {
        try {
            entity.getClass().getField("text").set(entity, text);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T as(Claims claims, SessionFactory factory, Function<Session, T> work) {
        return ClaimsScope.<T, RuntimeException>call(claims, () -> factory.fromTransaction(work));
    }
}
