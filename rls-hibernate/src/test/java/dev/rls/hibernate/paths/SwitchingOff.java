package dev.rls.hibernate.paths;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.paths.model.Account;
import dev.rls.hibernate.paths.model.Product;
import dev.rls.hibernate.paths.model.Shelf;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.hibernate.Filter;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** What a developer, or someone who can call the application's own code, tries to be rid of the protection. */
final class SwitchingOff {

    private static final String FILTERS = "a session whose filters are not as they were opened reads nothing";
    private static final String PINNED = "a session keeps the claims that it was opened with";
    private static final String CURRENT = "a data source beside Hibernate is bound by the scope of the moment";
    private static final String REFUSED = "refused where Hibernate stands alone; else the policies of the table";

    private SwitchingOff() {}

    static void addTo(Paths paths) {
        filters(paths);
        sessions(paths);
        claims(paths);
        sql(paths);
    }

    private static void filters(Paths paths) {
        paths.session("disable-filter", FILTERS, (s, w) -> {
                    s.getFactory().getDefinedFilterNames().forEach(s::disableFilter);
                    return accounts(s);
                })
                .foreignOnly();
        paths.session("disable-filter-then-find", FILTERS, (s, w) -> {
                    s.getFactory().getDefinedFilterNames().forEach(s::disableFilter);
                    return s.find(Account.class, w.id());
                })
                .foreignOnly();
        paths.session("disable-filter-then-update", FILTERS, (s, w) -> {
                    s.getFactory().getDefinedFilterNames().forEach(s::disableFilter);
                    return s.createMutationQuery("update Account set name = 'stolen' where id = :id")
                            .setParameter("id", w.id())
                            .executeUpdate();
                })
                .foreignOnly();
        paths.stateless("stateless-disable-filter", FILTERS, (s, w) -> {
                    s.getFactory().getDefinedFilterNames().forEach(s::disableFilter);
                    return accounts(s);
                })
                .foreignOnly();
        paths.session("filter-with-other-argument", FILTERS, (s, w) -> {
                    for (String name : s.getFactory().getDefinedFilterNames()) {
                        Filter filter = s.enableFilter(name);
                        for (String parameter : filter.getFilterDefinition().getParameterNames()) {
                            filter.setParameter(parameter, w.tenant());
                        }
                    }
                    return accounts(s);
                })
                .foreignOnly();
        paths.session("filter-disabled-in-child", FILTERS, (s, w) -> {
                    try (Session child = s.sessionWithOptions().connection().openSession()) {
                        s.getFactory().getDefinedFilterNames().forEach(child::disableFilter);
                        return Seen.in(accounts(child));
                    }
                })
                .foreignOnly();
        paths.session("filter-disabled-in-child-multiple", FILTERS, (s, w) -> {
                    try (Session child = s.sessionWithOptions().connection().openSession()) {
                        s.getFactory().getDefinedFilterNames().forEach(child::disableFilter);
                        return Seen.in(child.findMultiple(Account.class, List.of(w.id())));
                    }
                })
                .foreignOnly();
        paths.session("filter-disabled-in-child-natural-id", FILTERS, (s, w) -> {
                    try (Session child = s.sessionWithOptions().connection().openSession()) {
                        s.getFactory().getDefinedFilterNames().forEach(child::disableFilter);
                        return Seen.in(child.bySimpleNaturalId(Product.class).load("code-" + w.id()));
                    }
                })
                .foreignOnly();
        paths.session("filter-disabled-in-child-update", FILTERS, (s, w) -> {
                    try (Session child = s.sessionWithOptions().connection().openSession()) {
                        s.getFactory().getDefinedFilterNames().forEach(child::disableFilter);
                        return child.createMutationQuery("update Account set name = 'stolen' where id = :id")
                                .setParameter("id", w.id())
                                .executeUpdate();
                    }
                })
                .foreignOnly();
        paths.session("filter-disabled-in-stateless-child", FILTERS, (s, w) -> {
                    try (StatelessSession child = s.statelessWithOptions().openStatelessSession()) {
                        s.getFactory().getDefinedFilterNames().forEach(child::disableFilter);
                        return Seen.in(child.get(Account.class, w.id()));
                    }
                })
                .foreignOnly();
    }

    private static Object accounts(SharedSessionContract session) {
        return session.createSelectionQuery("from Account", Account.class).getResultList();
    }

    private static void sessions(Paths paths) {
        paths.session("child-session", "a child session has the claims of its parent", (s, w) -> {
            try (Session child = s.sessionWithOptions().connection().openSession()) {
                return Seen.in(accounts(child));
            }
        });
        paths.session("child-stateless-session", "a child session has the claims of its parent", (s, w) -> {
            try (StatelessSession child = s.statelessWithOptions().openStatelessSession()) {
                return Seen.in(accounts(child));
            }
        });
        paths.free("session-for-other-tenant", PINNED, (factory, w) -> {
                    try (Session s = factory.withOptions()
                            .tenantIdentifier((Object) w.tenant())
                            .openSession()) {
                        return Seen.in(accounts(s));
                    }
                })
                .foreignOnly();
        paths.free("child-session-for-other-tenant", PINNED, (factory, w) -> {
                    try (Session s = factory.openSession();
                            Session child = s.sessionWithOptions()
                                    .tenantIdentifier((Object) w.tenant())
                                    .openSession()) {
                        return Seen.in(accounts(child));
                    }
                })
                .foreignOnly();
        paths.with(Unit.CACHED)
                .free(
                        "foreign-tenant-resolver",
                        "a session factory with another resolver does not start",
                        (factory, w) -> {
                            try (SessionFactory other = Other.started(
                                            factory,
                                            Unit.CACHED,
                                            Map.of("hibernate.tenant_identifier_resolver", new Resolver(w.tenant())));
                                    Session s = other.openSession()) {
                                return Seen.in(s.createSelectionQuery("from Shelf", Shelf.class)
                                        .getResultList());
                            }
                        })
                .foreignOnly();
        paths.free(
                        "session-inspector-of-its-own",
                        "refused where Hibernate stands alone; else the policies of the table",
                        (factory, w) -> {
                            try (Session s = factory.withOptions()
                                    .statementInspector((StatementInspector)
                                            sql -> sql.replaceAll("(?i)\\w+\\.tenantid *= *\\?", "? is not null"))
                                    .openSession()) {
                                return Seen.in(accounts(s));
                            }
                        })
                .foreignOnly();
        paths.free("session-without-interceptor", PINNED, (factory, w) -> {
            try (Session s = factory.withOptions().noInterceptor().openSession()) {
                return Seen.in(accounts(s));
            }
        });
        paths.free("session-without-inspector", PINNED, (factory, w) -> {
            try (Session s = factory.withOptions().noStatementInspector().openSession()) {
                return Seen.in(accounts(s));
            }
        });
        paths.free("session-on-other-connection", "a foreign connection is refused or bound", (factory, w) -> {
                    try (Session s = factory.openSession()) {
                        return s.doReturningWork(connection -> over(factory, connection));
                    }
                })
                .foreignOnly();
    }

    private static String over(SessionFactory factory, Connection connection) {
        try (StatelessSession s = factory.openStatelessSession(connection)) {
            return Seen.in(accounts(s));
        }
    }

    private static void claims(Paths paths) {
        paths.free("scope-changed-under-session", PINNED, (factory, w) -> {
                    try (Session s = factory.openSession()) {
                        s.find(Account.class, 1L);
                        return ClaimsScope.<String, Exception>call(Tenants.GLOBEX, () -> Seen.in(accounts(s)));
                    }
                })
                .foreignOnly()
                .notIn(Mode.DATABASE, CURRENT);
        paths.free("scope-changed-before-first-read", PINNED, (factory, w) -> {
                    try (Session s = factory.openSession()) {
                        return ClaimsScope.<String, Exception>call(Tenants.GLOBEX, () -> Seen.in(accounts(s)));
                    }
                })
                .foreignOnly()
                .notIn(Mode.DATABASE, CURRENT);
        paths.free("scope-changed-under-collection", PINNED, (factory, w) -> {
                    try (Session s = factory.openSession()) {
                        Account account = s.find(Account.class, w.via());
                        return ClaimsScope.<String, Exception>call(Tenants.GLOBEX, () -> Seen.in(account.purchases));
                    }
                })
                .foreignOnly()
                .notIn(Mode.DATABASE, CURRENT);
        paths.free("scope-changed-under-stream", PINNED, (factory, w) -> {
                    try (Session s = factory.openSession();
                            Stream<Account> stream = s.createSelectionQuery("from Account", Account.class)
                                    .setFetchSize(1)
                                    .getResultStream()) {
                        return ClaimsScope.<String, Exception>call(Tenants.GLOBEX, () -> Seen.in(stream));
                    }
                })
                .foreignOnly()
                .notIn(Mode.DATABASE, CURRENT);
        paths.free("session-of-thread-without-claims", "without claims nothing is read", (factory, w) -> {
                    try {
                        return CompletableFuture.supplyAsync(() -> {
                                    try (Session s = factory.openSession()) {
                                        return Seen.in(accounts(s));
                                    }
                                })
                                .join();
                    } catch (CompletionException e) {
                        throw e.getCause() instanceof RuntimeException cause ? cause : e;
                    }
                })
                .foreignOnly();
    }

    private static void sql(Paths paths) {
        paths.session(
                        "native-select",
                        REFUSED,
                        (s, w) -> s.createNativeQuery("select name from Account where id = " + w.id(), String.class)
                                .getResultList())
                .refused("RLS215");
        paths.session(
                        "native-entities",
                        REFUSED,
                        (s, w) -> s.createNativeQuery("select * from Account where id = " + w.id(), Account.class)
                                .getResultList())
                .refused("RLS215");
        paths.stateless(
                        "stateless-native-select",
                        REFUSED,
                        (s, w) -> s.createNativeQuery("select name from Account where id = " + w.id(), String.class)
                                .getResultList())
                .refused("RLS215");
        paths.session("jdbc-select", REFUSED, (s, w) -> s.doReturningWork(connection -> names(connection, w)))
                .refused("RLS215");
        paths.session(
                        "jdbc-call-with-connection",
                        REFUSED,
                        (s, w) -> s.<Connection, List<String>>callWithConnection(connection -> names(connection, w)))
                .refused("RLS215");
        paths.session(
                        "jdbc-of-metadata",
                        REFUSED,
                        (s, w) -> s.doReturningWork(
                                connection -> names(connection.getMetaData().getConnection(), w)))
                .refused("RLS215");
        paths.session(
                        "jdbc-of-statement",
                        REFUSED,
                        (s, w) -> s.doReturningWork(connection -> {
                            try (PreparedStatement one = connection.prepareStatement("select 1")) {
                                return names(one.getConnection(), w);
                            }
                        }))
                .refused("RLS215");
        paths.stateless(
                        "stateless-jdbc-select",
                        REFUSED,
                        (s, w) -> s.doReturningWork(connection -> names(connection, w)))
                .refused("RLS215");
        paths.session(
                        "query-hint",
                        "refused where Hibernate stands alone, since a hint is SQL; else the policies of the table",
                        (s, w) -> s.createQuery("select name from Account where id = :id", String.class)
                                .setParameter("id", w.id())
                                .addQueryHint(hint(s))
                                .getResultList())
                .refused("RLS215");
        paths.session(
                        "jdbc-reset-all",
                        "what is bound is gone then, and nothing is read",
                        (s, w) -> s.doReturningWork(connection -> {
                            try (PreparedStatement reset = connection.prepareStatement("reset all")) {
                                reset.execute();
                            }
                            return names(connection, w);
                        }))
                .foreignOnly()
                .notIn(Mode.ORM_H2, "H2 has no such settings");
    }

    /** One that ends where the dialect begins it, and begins again where the dialect ends it. */
    private static String hint(Session session) {
        return World.of(session.getSessionFactory()).isH2()
                ? ") where true union select name from Account a1_0 use index ("
                : "*/ select name from Account union /*";
    }

    private static List<String> names(Connection connection, Whose whose) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select name from Account where id = ?")) {
            select.setLong(1, whose.id());
            List<String> names = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    /** One of the application's. */
    private record Resolver(String tenant) implements CurrentTenantIdentifierResolver<String> {

        @Override
        public String resolveCurrentTenantIdentifier() {
            return tenant;
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }
}
