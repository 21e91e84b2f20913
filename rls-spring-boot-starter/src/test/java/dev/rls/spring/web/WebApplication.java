package dev.rls.spring.web;

import dev.rls.Operation;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.ClaimRejectedException;
import dev.rls.hibernate.NoClaimsException;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.token.TokenRejectedException;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ValueType;
import dev.rls.policy.evaluate.ClaimTypeException;
import dev.rls.policy.evaluate.ClaimValues;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Spring finds the nested classes by itself. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        exclude = {
            ServletWebSecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            HibernateJpaAutoConfiguration.class
        })
class WebApplication {

    /** Exceptions as they come out of a service, most of them wrapped. */
    static final Map<String, Exception> THROWN = Map.ofEntries(
            Map.entry(
                    "no-claims",
                    new CannotCreateTransactionException("begin", new NoClaimsException("RLS201", "no scope"))),
            Map.entry("issuer-down", new TokenRejectedException(TokenRejectedException.Reason.KEYS_UNAVAILABLE)),
            Map.entry("claim", new ClaimRejectedException("RLS203", "tenant_id", "wrong type")),
            Map.entry("claim-type", new IllegalStateException("could not execute", claimType())),
            Map.entry(
                    "write",
                    new WriteRejectedException(
                            "RLS301", "com.acme.Invoice", Operation.INSERT, "rls_tenant_restrict", "no")),
            Map.entry(
                    "write-by-query",
                    new WriteRejectedException("RLS302", "com.acme.Invoice", Operation.UPDATE, null, "no")),
            Map.entry(
                    "sql-policy",
                    wrapped("42501", "ERROR: new row violates row-level security policy for table \"invoice\"")),
            Map.entry(
                    "sql-policy-in-german",
                    wrapped("42501", "FEHLER: neue Zeile verletzt Policy für Sicherheit auf Zeilenebene")),
            Map.entry("sql-sequence", wrapped("42501", "ERROR: permission denied for sequence invoice_seq")),
            Map.entry("sql-bind", wrapped("42501", "RLS254: login shop may not bind tokens: grant rls_app to shop")),
            Map.entry(
                    "sql-expired",
                    wrapped("42501", "ERROR: RLS503: the claims bound to this transaction have expired\n  Hint")),
            Map.entry("sql-unbound", wrapped("42501", "ERROR: RLS501: no claims are bound to this transaction")),
            Map.entry(
                    "sql-claim",
                    wrapped("42501", "ERROR: RLS504: the bound claims have no claim \"tenant_id\"\n  Hint: x")),
            Map.entry(
                    "sql-unknown-claim",
                    wrapped(
                            "42501",
                            "ERROR: RLS506: claim \"team\" was not known when claims were bound to this transaction")),
            Map.entry("sql-ticket", wrapped("28000", "ERROR: RLS514: ticket rejected")),
            Map.entry("sql-token", wrapped("28000", "ERROR: RLS510: token rejected")),
            Map.entry("sql-login", wrapped("28000", "FATAL: no pg_hba.conf entry for host")),
            Map.entry("handled", new CustomException()));

    static class CustomException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CustomException() {
            super(new SQLException("handled by the application", "42501"));
        }
    }

    private static ClaimTypeException claimType() {
        ClaimRef tenant = ClaimRef.ofTenant("tenant_id", ValueType.STRING);
        try {
            ClaimValues.read(tenant, Claims.of(Map.of("tenant_id", 7)));
        } catch (ClaimTypeException e) {
            return e;
        }
        throw new AssertionError("a number is no string");
    }

    private static Exception wrapped(String state, String message) {
        return new IllegalStateException("could not extract", new RuntimeException(new SQLException(message, state)));
    }

    @RestController
    static class Endpoints {

        @GetMapping({"/who", "/open/who"})
        String who() {
            return tenant();
        }

        @GetMapping("/later")
        CompletionStage<String> later() {
            return CompletableFuture.supplyAsync(() -> "later");
        }

        @CrossOrigin("https://page.example")
        @GetMapping("/cors")
        String cors() {
            return tenant();
        }

        @GetMapping({"/throw/{name}", "/open/throw/{name}"})
        String fail(@PathVariable String name) throws Exception {
            throw THROWN.get(name);
        }

        private static String tenant() {
            Claims claims = ClaimsScope.current();
            return claims == null ? "nobody" : String.valueOf(claims.get("tenant_id"));
        }
    }

    @RestControllerAdvice
    static class OwnAdvice {

        @ExceptionHandler
        @Nullable
        ProblemDetail own(CustomException e) {
            return ProblemDetail.forStatus(HttpStatus.I_AM_A_TEAPOT);
        }
    }
}
