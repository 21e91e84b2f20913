package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Factories;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Currency;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import dev.rls.hibernate.model.Label;
import dev.rls.hibernate.model.Ticket;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.h2.jdbc.JdbcConnection;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.query.SelectionQuery;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** Where Hibernate stands alone, SQL that it does not write is refused unless it was opened; opened, it works. */
class UnprotectedSqlTest {

    private static final Map<Alone, SessionFactory> FACTORIES = new EnumMap<>(Alone.class);

    /** Where no database decides. */
    enum Alone {
        ON_H2,
        ON_POSTGRES
    }

    /** Ways to SQL that nothing filters. */
    enum Way {
        NATIVE(session -> session.createNativeQuery("select number from invoice", String.class)
                .getResultList()),
        NATIVE_PARAMETERS(session -> session.createNativeQuery(
                        "select number from invoice where number in (:numbers) or number = :one", String.class)
                .setParameterList("numbers", List.of("G-1", "A-1"))
                .setParameter("one", "A-1")
                .getResultList()),
        NATIVE_PAGE(session -> session.createNativeQuery("select number from invoice order by number;", String.class)
                .setFirstResult(1)
                .setMaxResults(1)
                .getResultList()),
        NATIVE_ENTITY(session -> session.createNativeQuery("select * from invoice", Invoice.class)
                .getResultList()),
        NATIVE_SCROLL(session -> session.createNativeQuery("select 1 from invoice", Integer.class)
                .scroll()
                .next()),
        NATIVE_COUNT(session -> session.createNativeQuery("select number from invoice i", String.class)
                .getResultCount()),
        NATIVE_WITH(session -> session.createNativeQuery(
                        "with n as (select number from invoice) select number from n", String.class)
                .getResultList()),
        NATIVE_COMMENT(session -> session.createNativeQuery("-- all\nselect number from invoice", String.class)
                .getResultList()),
        NATIVE_UPDATE(session -> session.createNativeMutationQuery("update invoice set number = number")
                .executeUpdate()),
        NAMED(session -> session.createNamedQuery("numbers", String.class).getResultList()),
        LOADER(session -> session.find(Label.class, "l")),
        PROCEDURE(session -> session.createStoredProcedureQuery("nothing").execute()),
        PROCEDURE_CALL(session -> session.createStoredProcedureCall("nothing").getOutputs()),
        NAMED_PROCEDURE(
                session -> session.createNamedStoredProcedureQuery("nothing").execute()),
        STATEMENT(session -> session.doReturningWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("select number from invoice");
            }
        })),
        PREPARED(session -> session.doReturningWork(connection ->
                connection.prepareStatement("select number from invoice").execute())),
        PREPARED_FOR_KEYS(session -> session.doReturningWork(connection -> connection
                .prepareStatement("select number from invoice", new String[] {"number"})
                .execute())),
        CALL(session -> session.doReturningWork(connection ->
                connection.prepareCall("select number from invoice").execute())),
        METADATA(session -> session.doReturningWork(
                connection -> connection.getMetaData().getConnection().createStatement())),
        UNWRAP(session -> session.doReturningWork(connection -> connection.unwrap(driver(connection)))),
        REFLECTION(session -> session.doReturningWork(connection -> {
            try {
                return Connection.class.getMethod("createStatement").invoke(connection);
            } catch (InvocationTargetException e) {
                throw (RuntimeException) e.getCause();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        })),
        PROXY(session -> session.doReturningWork(connection -> ((Connection) Proxy.newProxyInstance(
                        Way.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }))
                .createStatement())),
        HQL_SQL(session -> session.createSelectionQuery(
                        "select sql('(select max(number) from invoice)') from Currency", Object.class)
                .getResultList()),
        HQL_SQL_IN_WHERE(session -> session.createSelectionQuery(
                        "select code from Currency where exists (select 1 from Currency c where cast(sql('(select max(number) from invoice)') as String) = 'G-1')",
                        String.class)
                .getResultList()),
        HQL_UPDATE(session -> session.createMutationQuery(
                        "update Currency set code = cast(sql('coalesce((select max(number) from invoice where 1 = 0), ?)', code) as String)")
                .executeUpdate()),
        HQL_FUNCTION(
                session -> session.createSelectionQuery("select function('btrim', code) from Currency", Object.class)
                        .getResultList()),
        HQL_AGGREGATE(session -> session.createSelectionQuery(
                        "select string_agg(code, ',') filter (where code <> 'X') from Currency", Object.class)
                .getResultList()),
        HQL_COLUMN(session -> session.createSelectionQuery(
                        "select column(c.'code || (select max(number) from invoice)' as String) from Currency c",
                        String.class)
                .getResultList()),
        CRITERIA(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(String.class);
            query.select(builder.sql("(select max(number) from invoice)", String.class));
            query.from(Currency.class);
            return session.createSelectionQuery(query).getResultList();
        });

        private final Function<Session, Object> body;

        Way(Function<Session, Object> body) {
            this.body = body;
        }

        private static Class<?> driver(Connection connection) throws SQLException {
            return connection.getMetaData().getDatabaseProductName().equals("H2")
                    ? JdbcConnection.class
                    : PGConnection.class;
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsRefusedOnH2(Way way) {
        refusedUnlessOpened(Alone.ON_H2, way);
    }

    @ParameterizedTest
    @EnumSource
    void itIsRefusedOnPostgres(Way way) {
        refusedUnlessOpened(Alone.ON_POSTGRES, way);
    }

    /** Twice, because Hibernate caches plans of what was opened before. */
    private static void refusedUnlessOpened(Alone alone, Way way) {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> asAcme(alone, way.body))
                    .isInstanceOfSatisfying(
                            UnprotectedSqlException.class,
                            refused -> assertThat(refused.code()).isEqualTo("RLS215"));
            assertThatCode(() -> UnprotectedSql.call("this is a test", () -> asAcme(alone, way.body)))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHibernateWritesGoesThrough(Alone alone) {
        asAcme(alone, session -> {
            Ticket ticket = new Ticket();
            session.persist(ticket); // draws from a table, on a connection of its own
            session.persist(new Invoice(UUID.randomUUID(), null, "A-2"));
            session.flush();
            assertThat(session.createMutationQuery("update Ticket set text = 'x'")
                            .executeUpdate())
                    .isPositive();
            assertThat(session.createMutationQuery("insert into Ticket (text) values ('y')")
                            .executeUpdate())
                    .isEqualTo(1);
            assertThat(session.createSelectionQuery(
                                    "select upper(number) || column(i.number as String) from Invoice i where number = 'A-2'",
                                    String.class)
                            .getResultList())
                    .contains("A-2A-2");
            return session.createMutationQuery("delete from Invoice where number = 'A-2'")
                    .executeUpdate();
        });
    }

    /** Hibernate makes some of its functions of others, by the number of their arguments or by their types. */
    @ParameterizedTest
    @EnumSource
    void functionsThatHibernateKnowsGoThrough(Alone alone) {
        for (String known : List.of(
                "locate('A', number)",
                "locate('A', number, 1)",
                "lpad(number, 10)",
                "lpad(number, 10, '.')",
                "pad(number with 10 leading '.')",
                "overlay(number placing 'x' from 1)",
                "trim(leading 'A' from number)",
                "substring(number, 1)",
                "substring(number, 1, 2)",
                "position('A' in number)",
                "extract(year from local date)",
                "trunc(1.5)",
                "trunc(local datetime, month)",
                "round(1.5, 1)",
                "format(local datetime as 'yyyy')",
                "str(1)",
                "cast(number as String)",
                "coalesce(number, 'x')",
                "nullif(number, 'x')",
                "left(number, 1)",
                "replace(number, 'A', 'B')",
                "concat(number, 'x', 'y')",
                "timestampadd(day, 1, local datetime)",
                "timestampdiff(day, local datetime, local datetime)",
                "local datetime + 1 day",
                "log(10, 100)",
                "greatest(1, 2)",
                "rank() over (order by number)",
                "count(*) filter (where number <> 'x') over ()")) {
            assertThat(asAcme(
                            alone,
                            session -> session.createSelectionQuery("select " + known + " from Invoice", Object.class)
                                    .getResultList()))
                    .as(known)
                    .isInstanceOf(List.class);
        }
        for (String aggregate :
                List.of("count(distinct number)", "listagg(number, ',') within group (order by number)", "avg(1)")) {
            assertThat(asAcme(
                            alone,
                            session -> session.createSelectionQuery(
                                            "select " + aggregate + " from Invoice", Object.class)
                                    .getSingleResult()))
                    .as(aggregate)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionWithAnInspectorOfItsOwnIsRefusedUnlessItIsOpened(Alone alone) {
        ClaimsScope.run(Tenants.ACME, () -> {
            try (Session session = factory(alone)
                    .withOptions()
                    .statementInspector((StatementInspector) sql -> sql)
                    .openSession()) {
                SelectionQuery<String> query = session.createSelectionQuery("select number from Invoice", String.class);
                assertThatThrownBy(query::getResultList)
                        .isInstanceOf(UnprotectedSqlException.class)
                        .hasMessageContaining("StatementInspector");
                assertThatThrownBy(() -> Way.PREPARED.body.apply(session)).isInstanceOf(UnprotectedSqlException.class);
                assertThat(UnprotectedSql.<List<String>, RuntimeException>call("this is a test", query::getResultList))
                        .containsExactly("A-1");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aQueryThatWasMadeWhereItWasOpenRunsThereAlone(Alone alone) {
        asAcme(alone, session -> {
            var query = UnprotectedSql.call(
                    "this is a test", () -> session.createNativeQuery("select number from invoice", String.class));
            assertThatThrownBy(query::getResultList).isInstanceOf(UnprotectedSqlException.class);
            return null;
        });
    }

    @Test
    void callsNestAndAreOfOneThread() {
        UnprotectedSql.run("outer", () -> {
            UnprotectedSql.run("inner", () -> {});
            asAcme(Alone.ON_H2, Way.NATIVE.body);
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> asAcme(Alone.ON_H2, Way.NATIVE.body))
                            .join())
                    .hasCauseInstanceOf(UnprotectedSqlException.class);
        });
        assertThatThrownBy(() -> asAcme(Alone.ON_H2, Way.NATIVE.body)).isInstanceOf(UnprotectedSqlException.class);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '"})
    void aReasonMustBeGiven(String reason) {
        assertThatThrownBy(() -> UnprotectedSql.run(reason, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("say why unprotected SQL is safe here: the reason is blank");
        assertThatThrownBy(() -> UnprotectedSql.call(reason, () -> 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whereTheDatabaseDecidesNothingIsRefusedOrMarked() {
        List<String> statements = new ArrayList<>();
        ClaimsScope.run(Tenants.ACME, () -> {
            try (Session session = Shop.on(Version.V18)
                    .factory()
                    .withOptions()
                    .statementInspector((StatementInspector) sql -> {
                        statements.add(sql);
                        return sql;
                    })
                    .openSession()) {
                session.beginTransaction();
                for (Way way : List.of(Way.NATIVE, Way.HQL_SQL, Way.STATEMENT)) {
                    assertThat(way.body.apply(session)).isNotNull();
                }
            }
        });
        assertThat(statements).hasSize(2).noneMatch(sql -> sql.contains("/*"));
    }

    @AfterAll
    static void stop() {
        FACTORIES.values().forEach(SessionFactory::close);
        FACTORIES.clear();
    }

    private static Object asAcme(Alone alone, Function<Session, Object> work) {
        return ClaimsScope.<Object, RuntimeException>call(
                Tenants.ACME, () -> factory(alone).fromTransaction(work::apply));
    }

    private static synchronized SessionFactory factory(Alone alone) {
        return FACTORIES.computeIfAbsent(alone, UnprotectedSqlTest::build);
    }

    private static SessionFactory build(Alone alone) {
        Place place = alone == Alone.ON_H2 ? Place.h2() : Place.bare(Version.V18);
        List<Class<?>> entities = List.of(Customer.class, Invoice.class, Currency.class, Ticket.class, Label.class);
        Factories.createTables(UnprotectedSqlTest.class.getClassLoader(), place, entities);
        if (place.isH2()) {
            place.owner("create alias nothing for 'java.lang.System.gc()'");
        } else {
            place.owner(
                    "create procedure nothing() language sql as 'select 1'",
                    "grant all on all tables in schema public to application");
        }
        place.truth(
                "insert into currency (code) values ('EUR')",
                "insert into label (code) values ('l')",
                "insert into invoice (id, tenantid, number) values ('00000000-0000-4000-8000-0000000000a1', 'acme', 'A-1'),"
                        + " ('00000000-0000-4000-8000-0000000000b1', 'globex', 'G-1')");
        Map<String, Object> settings = new HashMap<>(Place.connectBy(Place.pool(place.application())));
        settings.put(RlsSettings.ENFORCE, "orm");
        return Factories.build(settings, entities.toArray(Class<?>[]::new));
    }
}
