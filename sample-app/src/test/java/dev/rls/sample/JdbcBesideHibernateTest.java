package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.sample.invoice.Invoice;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** JdbcTemplate as Spring Boot injects it, beside Hibernate. */
class JdbcBesideHibernateTest extends SampleTest {

    private static final String TENANTS = "select distinct tenant_id from invoice";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private EntityManager entityManager;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private TokenVerifier verifier;

    @Test
    void outsideOfATransactionItSeesTheRowsOfItsTenant() {
        as("globex", () -> {
            assertThat(jdbc.queryForList(TENANTS, String.class)).containsExactly("globex");
            assertThat(client.sql(TENANTS).query(String.class).list()).containsExactly("globex");
        });
    }

    @Test
    void inATransactionItSharesTheConnectionOfTheSession() {
        as(
                "acme",
                () -> transaction.executeWithoutResult(status -> {
                    entityManager.persist(new Invoice(null, "A-7001", BigDecimal.ONE));
                    entityManager.flush();

                    assertThat(jdbc.queryForList("select number from invoice", String.class))
                            .contains("A-7001")
                            .doesNotContain("G-2001");
                    assertThat(jdbc.queryForObject("select pg_backend_pid()", Integer.class))
                            .isEqualTo(entityManager
                                    .createNativeQuery("select pg_backend_pid()", Integer.class)
                                    .getSingleResult());
                    status.setRollbackOnly();
                }));
    }

    @Test
    void inATransactionThatBeginsWithJdbcItIsBoundToo() {
        as(
                "acme",
                () -> transaction.executeWithoutResult(status ->
                        assertThat(jdbc.queryForList(TENANTS, String.class)).isEqualTo(List.of("acme"))));
    }

    @Test
    void itDoesNotWriteForAnotherTenant() {
        as(
                "acme",
                () -> assertThatThrownBy(
                                () -> jdbc.update(
                                        "insert into invoice (id, tenant_id, number, amount) values (gen_random_uuid(), 'globex', 'G-7', 1)"))
                        .rootCause()
                        .hasMessageContaining("row-level security"));
    }

    @Test
    void withoutClaimsTheDatabaseSaysWhatIsMissing() {
        assertThatThrownBy(() -> jdbc.queryForList(TENANTS, String.class))
                .rootCause()
                .hasMessageContaining("RLS501");
    }

    /** The control: the same statement past the bound data source is refused, so it is the binding that admits it. */
    @Test
    void theDataSourceOfTheApplicationIsNotBound() {
        as(
                "acme",
                () -> assertThatThrownBy(() -> new JdbcTemplate(dataSource).queryForList(TENANTS, String.class))
                        .rootCause()
                        .hasMessageContaining("RLS501"));
    }

    @Test
    void theApplicationConnectsAsARoleWithoutPower() {
        assertThat(jdbc.queryForMap("""
                        select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
                          pg_has_role(rolname, 'rls_app', 'member') as app,
                          pg_has_role(rolname, 'rls_keys', 'member') as keys,
                          pg_has_role(rolname, 'rls_trusted', 'member') as trusted,
                          exists (select from pg_class where relowner = r.oid) as owner
                        from pg_roles r where rolname = session_user""").toString())
                .isEqualTo("{rolsuper=false, rolbypassrls=false, rolcreaterole=false, rolcreatedb=false, app=true,"
                        + " keys=false, trusted=false, owner=false}");
    }

    private void as(String tenant, Runnable work) {
        ClaimsScope.run(verifier.verify(tokenOf(tenant)), work);
    }
}
