package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.WithoutLibrary;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Audited;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.audit.AuditLog;
import org.hibernate.audit.AuditLogFactory;
import org.hibernate.audit.internal.AuditEntityLoaderImpl;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.Test;

/**
 * One statement of the audit log goes past all filters, and is refused by the class that runs it: once Hibernate filters it
 * or runs it elsewhere, this fails.
 */
class AuditLogContractTest {

    private static final StackWalker STACK = StackWalker.getInstance();

    @Test
    void findsPastFiltersByALoaderOfItsOwn() {
        List<String> statements = new ArrayList<>();
        List<Boolean> byLoader = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>(Place.connectBy(Place.h2().application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        settings.put("hibernate.session_factory.statement_inspector", (StatementInspector) sql -> {
            statements.add(sql);
            byLoader.add(STACK.walk(frames ->
                    frames.anyMatch(frame -> frame.getClassName().equals(AuditEntityLoaderImpl.class.getName()))));
            return sql;
        });
        MetadataSources sources =
                new MetadataSources(new StandardServiceRegistryBuilder(new BootstrapServiceRegistryBuilder()
                                .applyClassLoaderService(new WithoutLibrary())
                                .build())
                        .applySettings(settings)
                        .build());
        try (SessionFactory factory =
                sources.addAnnotatedClass(Deed.class).buildMetadata().buildSessionFactory()) {
            factory.inTransaction(session -> {
                session.enableFilter("none");
                try (AuditLog log = AuditLogFactory.create(session)) {
                    statements.clear();
                    byLoader.clear();
                    log.find(Deed.class, 1L, (Object) Instant.now());
                    assertThat(statements).hasSize(1).allMatch(sql -> !sql.contains("0=1"));
                    assertThat(byLoader).containsExactly(true);
                }
            });
        }
    }

    @Entity(name = "Deed")
    @Audited
    @FilterDef(name = "none", autoEnabled = true, applyToLoadByKey = true)
    @Filter(name = "none", condition = "0=1")
    static class Deed {
        @Id
        Long id;
    }
}
