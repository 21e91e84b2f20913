package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.sample.invoice.Invoice;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.http.HttpMethod;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** What Spring makes of a rejected write: nothing, wherever it is found. */
class RejectedWriteTest extends SampleTest {

    private static final UUID FOREIGN = UUID.fromString(GLOBEX_INVOICE);

    @Autowired
    private EntityManagerFactory factory;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private TokenVerifier verifier;

    @Autowired
    private JpaRepository<Invoice, UUID> invoices;

    @Test
    void repositoriesThrowItAsItIs() {
        as("acme", () -> {
            WriteRejectedException foreign = rejected(() -> invoices.save(forged(FOREIGN)));
            WriteRejectedException gone = rejected(() -> invoices.saveAndFlush(forged(UUID.randomUUID())));
            assertThat(foreign.code()).isEqualTo("RLS303");
            assertThat(foreign).hasMessage(gone.getMessage());
            assertThat(rejected(() -> invoices.save(new Invoice("globex", "x", BigDecimal.ONE)))
                            .code())
                    .isEqualTo("RLS301");
            assertThat(rejected(() -> invoices.saveAndFlush(new Invoice("globex", "x", BigDecimal.ONE)))
                            .code())
                    .isEqualTo("RLS301");
            invoices.deleteById(FOREIGN);
            invoices.delete(forged(FOREIGN));
        });
        as("globex", () -> assertThat(invoices.existsById(FOREIGN)).isTrue());
    }

    @Test
    void itIsWhatCommitThrows() {
        String manager = token(claims ->
                claims.subject("maria").claim("tenant_id", "acme").claim("roles", List.of("auditor", "manager")));
        UUID approved = ClaimsScope.call(verifier.verify(manager), () -> {
            Invoice invoice = new Invoice(null, "A-7100", BigDecimal.ONE);
            invoice.approve();
            return invoices.saveAndFlush(invoice).id();
        });
        Runnable change = () -> invoices.findById(approved).orElseThrow().change("A-7100", BigDecimal.TEN);
        as("acme", () -> {
            assertThat(rejected(() -> transaction.executeWithoutResult(
                                    status -> invoices.save(new Invoice("globex", "x", BigDecimal.ONE))))
                            .code())
                    .isEqualTo("RLS301");
            WriteRejectedException atCommit = rejected(() -> transaction.executeWithoutResult(status -> change.run()));
            assertThat(atCommit.policy()).isEqualTo("rls_approved_is_final_restrict_update");

            JpaTransactionManager plain = new JpaTransactionManager(factory);
            plain.setJpaDialect(new HibernateJpaDialect());
            assertThatThrownBy(() -> new TransactionTemplate(plain).executeWithoutResult(status -> change.run()))
                    .as("the control")
                    .isExactlyInstanceOf(TransactionSystemException.class)
                    .hasRootCauseInstanceOf(WriteRejectedException.class);
        });
        ClaimsScope.run(verifier.verify(manager), () -> invoices.deleteById(approved));
    }

    /** The number is unique within a tenant, by a migration that the mapping does not repeat. */
    @Test
    void duplicatesWithinATenantStayWhatTheyAre() {
        as(
                "acme",
                () -> assertThatThrownBy(() -> invoices.saveAndFlush(new Invoice(null, "A-1001", BigDecimal.ONE)))
                        .isInstanceOf(DataIntegrityViolationException.class));
        assertThat(api.post("/api/invoices", tokenOf("acme"), "{\"number\":\"A-1001\",\"amount\":1}")
                        .status())
                .isEqualTo(409);
        assertThat(api.send(
                                HttpMethod.PUT,
                                "/api/invoices/" + FOREIGN,
                                tokenOf("acme"),
                                "{\"number\":\"A-1001\",\"amount\":1}")
                        .status())
                .isEqualTo(404);
    }

    private static WriteRejectedException rejected(Runnable work) {
        Throwable thrown = catchThrowable(work::run);
        assertThat(thrown).isExactlyInstanceOf(WriteRejectedException.class);
        return (WriteRejectedException) thrown;
    }

    private static Invoice forged(UUID id) {
        Invoice invoice = new Invoice("acme", "forged", BigDecimal.ONE);
        ReflectionTestUtils.setField(invoice, "id", id);
        return invoice;
    }

    private void as(String tenant, Runnable work) {
        ClaimsScope.run(verifier.verify(tokenOf(tenant)), work);
    }
}
