package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** What would go past row policies refuses the start; without it the application starts. */
class PolicyStartUpTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;
            import java.util.*;

            @Entity
            @TenantScoped
            @RowPolicy(name = "own", using = "ownerId = :sub and kind = PLAIN")
            public class Note {
                enum Kind { PLAIN, ODD }
                @Id Long id;
                String tenantId;
                String ownerId;
                Kind kind;
                @ManyToOne Note parent;
                @OneToMany(mappedBy = "parent") List<Note> children;
            }
            """;

    private static final String REGIONS = "hibernate.cache.region.factory_class";
    private static final String NO_REGIONS = "org.hibernate.cache.internal.NoCachingRegionFactory";

    @Test
    void anEntityWithRowPoliciesStarts() {
        try (SessionFactory factory = compiled(NOTE).build(settings())) {
            assertThat(RlsProtection.of(factory).scopedEntities()).containsExactly("shop.Note");
        }
    }

    @Test
    void aSecondLevelCacheOfMoreThanTheTenantIsRefused() {
        assertRefused(
                compiled(NOTE.replace("@Entity", "@Entity @Cacheable")), settings(), "RLS116: shop.Note is cached");
    }

    @Test
    void soIsThatOfASubclass() {
        String memo = """
                package shop;

                import jakarta.persistence.*;

                @Entity
                @Cacheable
                public class Memo extends Note {}
                """;
        assertRefused(Sources.compiled(List.of(), NOTE, memo), settings(), "RLS116: shop.Note is cached");
    }

    /** Hibernate gives each entity a strategy then, whether it is cached or not. */
    @Test
    void aCacheThatHoldsNoProtectedEntityMayBeThere() {
        Map<String, Object> jcache = new HashMap<>(settings("hibernate.cache.region.factory_class", "jcache"));
        jcache.put("hibernate.javax.cache.provider", "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");

        compiled(NOTE).build(jcache).close();
    }

    @Test
    void theTenantAloneMayBeCached() {
        String note = NOTE.replace("@Entity", "@Entity @Cacheable").replaceAll("@RowPolicy.*", "");

        compiled(note).build(settings()).close();
    }

    @Test
    void cachesOfRowPoliciesAloneAreRefused() {
        String alone = NOTE.replace("@TenantScoped", "");

        assertRefused(
                compiled(alone.replace("@Entity", "@Entity @Cacheable")), settings(), "RLS116: shop.Note is cached");
        assertRefused(
                compiled(alone),
                settings("hibernate.cache.use_query_cache", "true", REGIONS, NO_REGIONS),
                "RLS117: the query cache is enabled, but the policies of shop.Note ask for more than the tenant");
        compiled(alone).build(settings()).close();
    }

    @Test
    void aQueryCacheOfMoreThanTheTenantIsRefused() {
        assertRefused(
                compiled(NOTE),
                settings("hibernate.cache.use_query_cache", "true", REGIONS, NO_REGIONS),
                "RLS117: the query cache is enabled, but the policies of shop.Note ask for more than the tenant");
    }

    @Test
    void theRowSecurityOfHibernateItselfIsRefused() {
        assertRefused(
                compiled(NOTE),
                settings("hibernate.multi_tenant.rls_enabled", "true"),
                "RLS131: the persistence unit has protected entities and hibernate.multi_tenant.rls_enabled=true");
        compiled(NOTE)
                .build(settings("hibernate.multi_tenant.rls_enabled", "false"))
                .close();
    }

    @Test
    void aTranslatorOfTheUsersOwnIsRefused() {
        assertRefused(
                compiled(NOTE),
                settings("hibernate.query.sqm.translator", "org.hibernate.query.sqm.sql.StandardSqmTranslatorFactory"),
                "RLS115: the persistence unit has protected entities and a hibernate.query.sqm.translator of its own");
    }

    @Test
    void anIndexOlderThanTheClassIsRefused() {
        Sources old = compiled(NOTE);
        Sources now = compiled(NOTE.replace("ownerId = :sub", "ownerId = :owner"));
        now.replace("META-INF/rls/app/policies.json", old.text("META-INF/rls/app/policies.json"));

        assertRefused(now, settings(), "RLS118: the policy index says of shop.Note something else than its @RowPolicy");
    }

    @Test
    void anEnumOfOtherConstantsIsRefused() {
        Sources old = compiled(NOTE);
        Sources now = compiled(NOTE.replace("PLAIN, ODD", "ODD, PLAIN"));
        now.replace("META-INF/rls/app/policies.json", old.text("META-INF/rls/app/policies.json"));

        assertRefused(now, settings(), "type of \"kind\": compiled \"PLAIN, ODD\", mapped \"ODD, PLAIN\"");
    }

    @Test
    void anotherColumnThanCompiledIsRefused() {
        Sources old = compiled(NOTE);
        Sources now = compiled(NOTE.replace("String ownerId;", "@Column(name = \"own\") String ownerId;"));
        now.replace("META-INF/rls/app/policies.json", old.text("META-INF/rls/app/policies.json"));

        assertRefused(now, settings(), "column of \"ownerId\": compiled \"ownerid\", mapped \"own\"");
    }

    private static Sources compiled(String source) {
        return Sources.compiled(List.of(), source);
    }

    private static Map<String, Object> settings(String... setting) {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(Place.h2().application()));
        for (int i = 0; i < setting.length; i += 2) {
            settings.put(setting[i], setting[i + 1]);
        }
        return settings;
    }

    private static void assertRefused(Sources sources, Map<String, Object> settings, String message) {
        assertThatThrownBy(() -> sources.build(settings).close())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(message);
    }
}
