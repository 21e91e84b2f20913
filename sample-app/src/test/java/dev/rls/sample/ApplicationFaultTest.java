package dev.rls.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.sample.Api.Answer;
import jakarta.persistence.EntityManager;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What no new token would mend is the application's fault, and its log says how to mend it. */
@ExtendWith(OutputCaptureExtension.class)
@Import(ApplicationFaultTest.Faults.class)
class ApplicationFaultTest extends SampleTest {

    @TestConfiguration
    @RestController
    static class Faults {

        private final EntityManager entityManager;
        private final DataSource plain;
        private final TransactionTemplate transaction;

        private final AsyncTaskExecutor executor;

        Faults(
                EntityManager entityManager,
                DataSource plain,
                TransactionTemplate transaction,
                @Qualifier("applicationTaskExecutor") AsyncTaskExecutor executor) {
            this.entityManager = entityManager;
            this.plain = plain;
            this.transaction = transaction;
            this.executor = executor;
        }

        @Bean
        static TaskDecorator claims() {
            return ClaimsScope::wrap;
        }

        @GetMapping("/fault/future")
        long future() {
            return CompletableFuture.supplyAsync(this::count).join();
        }

        @GetMapping("/fault/scope-in-transaction")
        long scopeInTransaction() {
            Claims claims = Objects.requireNonNull(ClaimsScope.current());
            return CompletableFuture.supplyAsync(
                            () -> transaction.execute(status -> ClaimsScope.call(claims, this::count)))
                    .join();
        }

        @GetMapping("/fault/plain-data-source")
        long plainDataSource() {
            return Objects.requireNonNull(
                    new JdbcTemplate(plain).queryForObject("select count(*) from invoice", Long.class));
        }

        @GetMapping("/fault/none")
        long decorated() throws Exception {
            return executor.submit(this::count).get();
        }

        private long count() {
            return entityManager
                    .createQuery("select count(i) from Invoice i", Long.class)
                    .getSingleResult();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "future, RLS201, ClaimsScope.call",
        "scope-in-transaction, RLS202, outside",
        "plain-data-source, RLS501, rlsDataSource",
    })
    void claimsLostOnTheWayAreAnErrorOfTheServer(String fault, String code, String fix, CapturedOutput output) {
        Answer answer = api.get("/fault/" + fault, tokenOf("acme"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(500);
        assertThat(answer.body().get("code").asString()).isEqualTo(code);
        assertThat(answer.body().get("detail").asString()).isEqualTo("The request could not be served.");
        assertThat(output.getAll()).containsPattern("ERROR .*" + code + ": .*" + fix);
    }

    /** The control: nothing but the missing scope makes the same work fail. */
    @Test
    void carriedToTheOtherThreadTheClaimsHold() {
        assertThat(api.get("/fault/none", tokenOf("acme")).text()).isEqualTo("3");
    }

    @Test
    void aMissingGrantIsAnErrorOfTheServer(CapturedOutput output) throws Exception {
        asMigrator("create sequence if not exists invoice_seq");

        Answer answer =
                api.get("/api/invoices/search?q=zzz'%20or%20nextval('invoice_seq')%20%3E%200%20--", tokenOf("acme"));

        assertThat(answer.status()).as(answer.text()).isEqualTo(500);
        assertThat(answer.body().get("code").asString()).isEqualTo("RLS391");
        assertThat(answer.text()).doesNotContain("invoice_seq");
        assertThat(output.getAll()).contains("permission denied for sequence invoice_seq");
    }

    @Test
    @DirtiesContext
    void aKeyThatTheDatabaseDoesNotTrustIsNamed(CapturedOutput output) throws Exception {
        String token = tokenOf("acme");
        String kid = SignedJWT.parse(token).getHeader().getKeyID();
        asMigrator("select rls.revoke_key('%s')".formatted(kid));

        for (String path : new String[] {"/api/invoices", "/api/invoices/report", "/api/invoices/search?q="}) {
            Answer answer = api.get(path, token);

            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.body().get("code").asString()).isEqualTo("RLS510");
            assertThat(answer.text()).doesNotContain(kid);
        }
        assertThat(output.getAll())
                .contains("ERROR", "kid " + kid, "select rls.add_jwk(")
                .doesNotContain(token.substring(token.length() - 20));
    }
}
