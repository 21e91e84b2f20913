package dev.rls.spring.transactions;

import static dev.rls.spring.transactions.ParcelDatabase.ACME;
import static dev.rls.spring.transactions.ParcelDatabase.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.Sql;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.hibernate.HibernateTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hibernate and JdbcTemplate in the transactions that Spring declares: read-only, nested, suspended, of their own, rolled back.
 * After each of them every connection of the pool is asked what is left.
 */
class SpringTransactionsTest {

    private static final String NAMES = "select name from parcel order by id";

    @EntityScan
    @ImportAutoConfiguration(HibernateJpaAutoConfiguration.class)
    static class WithHibernate extends ParcelApplication {}

    private static ParcelDatabase database;
    private static ConfigurableApplicationContext application;
    private static DataSource pool;
    private static JdbcTemplate jdbc;
    private static EntityManagerFactory proxy;
    private static EntityManager entityManager;
    private static DSLContext jooq;
    private static Transactions transactions;

    @BeforeAll
    static void start() throws SQLException, IOException {
        database = new ParcelDatabase();
        application = database.start(WithHibernate.class);
        pool = application.getBean(DataSource.class);
        jdbc = application.getBean(JdbcTemplate.class);
        transactions = application.getBean(Transactions.class);
        proxy = application.getBean(EntityManagerFactory.class);
        entityManager = SharedEntityManagerCreator.createSharedEntityManager(proxy);
        jooq = DSL.using(
                new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(jdbc.getDataSource())),
                SQLDialect.POSTGRES);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        database.reset();
    }

    @Test
    void aReadOnlyTransactionReadsItsOwnRows() {
        as(
                ACME,
                () -> transactions.readOnly(() -> {
                    assertThat(seen()).containsExactly("a1", "a2");
                    assertThatThrownBy(() -> jdbc.update("update parcel set name = 'x'"))
                            .rootCause()
                            .hasMessageContaining("read-only transaction");
                }));
        as(
                GLOBEX,
                () -> transactions.required(() ->
                        assertThat(jdbc.update("update parcel set name = 'g2'")).isEqualTo(1)));
    }

    /**
     * By Hibernate's own transaction manager, because that of JPA has no savepoints. The savepoint may be the first that happens
     * in the transaction, and then the bind is undone with it.
     */
    @Test
    void aNestedTransactionGoesBackToItsSavepoint() {
        SessionFactory factory = proxy.unwrap(SessionFactoryImplementor.class);
        HibernateTransactionManager manager = new HibernateTransactionManager(factory);
        manager.setDataSource(pool);
        manager.setNestedTransactionAllowed(true);
        TransactionTemplate outer = new TransactionTemplate(manager);
        TransactionTemplate nested = new TransactionTemplate(manager);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        as(
                ACME,
                () -> outer.executeWithoutResult(begun -> {
                    for (int i = 0; i < 2; i++) {
                        nested.executeWithoutResult(inner -> {
                            assertThat(jdbc.update("delete from parcel")).isEqualTo(2);
                            inner.setRollbackOnly();
                        });
                        assertThat(seen(factory.getCurrentSession())).containsExactly("a1", "a2");
                    }
                    nested.executeWithoutResult(
                            inner -> factory.getCurrentSession().persist(Parcel.of(4, "a3")));
                    assertThat(seen(factory.getCurrentSession())).containsExactly("a1", "a2", "a3");
                }));
        assertThat(truth()).containsExactly("acme a1", "acme a2", "globex g1", "acme a3");
    }

    @Test
    void anotherTransactionIsBoundOnAConnectionOfItsOwn() {
        as(
                ACME,
                () -> transactions.required(() -> {
                    assertThat(seen()).containsExactly("a1", "a2");
                    int outer = backend();
                    assertThatThrownBy(() -> transactions.requiresNew(() -> {
                                assertThat(seen()).containsExactly("a1", "a2");
                                assertThat(backend()).isNotEqualTo(outer);
                                jdbc.update("delete from parcel");
                                throw new IllegalStateException("rolled back");
                            }))
                            .hasMessage("rolled back");
                    assertThat(seen()).containsExactly("a1", "a2");
                    assertThat(backend()).isEqualTo(outer);
                }));
    }

    @Test
    void anotherTransactionMayBeAnothersWhileTheFirstWaits() {
        as(
                ACME,
                () -> transactions.required(() -> {
                    assertThat(seen()).containsExactly("a1", "a2");
                    as(
                            GLOBEX,
                            () -> transactions.requiresNew(() -> {
                                assertThat(seen()).containsExactly("g1");
                                jdbc.update("update parcel set name = 'g2'");
                            }));
                    jdbc.update("update parcel set name = name || '!'");
                    assertThat(seen()).containsExactly("a1!", "a2!");
                }));
        assertThat(truth()).containsExactly("acme a1!", "acme a2!", "globex g2");
    }

    @Test
    void whatRunsBesideASuspendedTransactionIsBoundStatementByStatement() {
        as(
                ACME,
                () -> transactions.required(() -> {
                    jdbc.update("update parcel set name = 'changed'");
                    transactions.notSupported(() -> {
                        assertThat(seen()).as("not committed yet").containsExactly("a1", "a2");
                    });
                    as(
                            GLOBEX,
                            () -> transactions.notSupported(
                                    () -> assertThat(seen()).containsExactly("g1")));
                    assertThat(seen()).containsExactly("changed", "changed");
                }));
    }

    @Test
    void whatIsMarkedForRollbackIsBoundUntilItEnds() {
        as(ACME, () -> {
            transactions.required(() -> {
                jdbc.update("delete from parcel");
                TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
                assertThat(seen()).isEmpty();
            });
            assertThatThrownBy(() -> transactions.required(() -> {
                        assertThatThrownBy(() -> transactions.required(() -> {
                                    throw new IllegalStateException("marks the outer one");
                                }))
                                .hasMessage("marks the outer one");
                        assertThat(seen()).containsExactly("a1", "a2");
                    }))
                    .isInstanceOf(UnexpectedRollbackException.class);
        });
        assertThat(truth()).hasSize(3);
    }

    @Test
    void aTransactionDoesNotChangeItsClaims() {
        as(
                ACME,
                () -> transactions.required(() -> {
                    assertThat(seen()).containsExactly("a1", "a2");
                    as(GLOBEX, () -> {
                        assertThatThrownBy(() -> byHibernate(entityManager)).hasMessageContaining("RLS250");
                        assertThatThrownBy(() -> jdbc.queryForList(NAMES, String.class))
                                .hasMessageContaining("RLS250");
                    });
                    assertThat(seen()).containsExactly("a1", "a2");
                }));
    }

    /** The controls: past the bound data source nothing is bound, and without policies a bind protects nothing. */
    @Test
    void controlWithoutTheBindAndWithoutThePolicies() throws SQLException {
        JdbcTemplate past = new JdbcTemplate(pool);
        as(
                ACME,
                () -> assertThatThrownBy(() -> past.queryForList(NAMES, String.class))
                        .rootCause()
                        .hasMessageContaining("RLS501"));
        database.truth().execute("alter table parcel disable row level security");
        try {
            as(
                    ACME,
                    () -> transactions.required(() ->
                            assertThat(jdbc.queryForList(NAMES, String.class)).containsExactly("a1", "a2", "g1")));
        } finally {
            database.truth().execute("alter table parcel enable row level security");
        }
    }

    /** Whoever comes next, on any connection, with claims of another or without. */
    @AfterEach
    void nothingIsLeft() throws SQLException {
        assertThatThrownBy(() -> jdbc.queryForList(NAMES, String.class))
                .rootCause()
                .hasMessageContaining("RLS501");
        List<String> others = truth().stream()
                .filter(row -> row.startsWith("globex "))
                .map(row -> row.substring("globex ".length()))
                .toList();
        DataSource bound = jdbc.getDataSource();
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection();
                Connection three = pool.getConnection()) {
            for (Connection next : List.of(one, two, three)) {
                assertThat(next.getAutoCommit()).isTrue();
                assertThat(next.isReadOnly()).isFalse();
                assertThat(Sql.column(next, "select coalesce(current_setting('rls.ctx', true), '')"))
                        .containsExactly("");
                assertThatThrownBy(() -> Sql.column(next, NAMES)).hasMessageContaining("RLS501");
            }
        }
        as(GLOBEX, () -> {
            try (Connection one = bound.getConnection();
                    Connection two = bound.getConnection();
                    Connection three = bound.getConnection()) {
                for (Connection next : List.of(one, two, three)) {
                    assertThat(Sql.column(next, NAMES)).isEqualTo(others);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void as(Claims claims, Runnable work) {
        ClaimsScope.run(claims, work);
    }

    private static List<String> seen() {
        return seen(entityManager);
    }

    /** By every road, which all lead to the same. */
    private static List<String> seen(EntityManager session) {
        List<String> seen = byHibernate(session);
        assertThat(session.createNativeQuery(NAMES, String.class).getResultList())
                .isEqualTo(seen);
        assertThat(jdbc.queryForList(NAMES, String.class)).isEqualTo(seen);
        assertThat(jooq.select(field("name", String.class))
                        .from("parcel")
                        .orderBy(field("id"))
                        .fetch(0, String.class))
                .isEqualTo(seen);
        return seen;
    }

    private static List<String> byHibernate(EntityManager session) {
        return session.createQuery("select name from Parcel order by id", String.class)
                .getResultList();
    }

    private static int backend() {
        return jdbc.queryForObject("select pg_backend_pid()", Integer.class);
    }

    private static List<String> truth() {
        try {
            return database.truth().column("select tenant_id || ' ' || name from parcel order by id");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
