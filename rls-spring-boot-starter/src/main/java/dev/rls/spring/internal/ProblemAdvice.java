package dev.rls.spring.internal;

import dev.rls.RlsException;
import dev.rls.claims.Claims;
import dev.rls.hibernate.ClaimRejectedException;
import dev.rls.hibernate.NoClaimsException;
import dev.rls.hibernate.TamperedSqlException;
import dev.rls.hibernate.TenantMismatchException;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.token.TokenRejectedException;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import dev.rls.policy.evaluate.ClaimTypeException;
import java.time.Instant;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Refusals as problem details (RFC 9457). The client learns the stable code and what it may know; the message of the
 * exception is for developers and goes to the log, if the fault is on this side. Last in order, so that an application's own handlers go first.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ProblemAdvice {

    private static final Log LOG = LogFactory.getLog(ProblemAdvice.class);

    /** RFC 6750, section 3.1: no error code for a request that did not try to authenticate. */
    private static final String NO_TOKEN = "Bearer";

    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missingToken(MissingTokenException e) {
        return unauthorized(NO_TOKEN, problem(HttpStatus.UNAUTHORIZED, e, "A bearer token is required."));
    }

    /** Only the client without a token can mend this; otherwise the application has lost the claims on the way. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> noClaims(
            NoClaimsException e,
            @RequestAttribute(name = BearerTokenFilter.ACCEPTED, required = false) @Nullable Claims accepted) {
        if (accepted != null) {
            return failed(e);
        }
        return unauthorized(NO_TOKEN, problem(HttpStatus.UNAUTHORIZED, e, "A bearer token is required."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badToken(TokenRejectedException e) {
        if (e.reason() == Reason.KEYS_UNAVAILABLE || e.reason() == Reason.ISSUER_UNAVAILABLE) {
            // Not the fault of the token, so the client should keep it.
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .body(rejection(HttpStatus.SERVICE_UNAVAILABLE, e, "Tokens cannot be verified at the moment."));
        }
        ProblemDetail problem = rejection(HttpStatus.UNAUTHORIZED, e, "The bearer token is not accepted.");
        if (e.claim() != null) {
            problem.setProperty("claim", e.claim());
        }
        return unauthorized(INVALID_TOKEN, problem);
    }

    @ExceptionHandler({MissingGrantException.class, UnknownClaimException.class})
    ResponseEntity<ProblemDetail> misconfigured(RlsException e) {
        return failed(e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refusedToken(
            RefusedTokenException e,
            @RequestAttribute(name = BearerTokenFilter.ACCEPTED, required = false) @Nullable Claims accepted) {
        Instant end = accepted == null ? null : accepted.expiresAt();
        if (end != null && !end.isAfter(Instant.now())) {
            return expired(e);
        }
        AcceptedKey key = AcceptedKey.of(accepted);
        LOG.error(Messages.REFUSED_TOKEN.formatted(e.code(), key.issuer(), key.kid()));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, e, "Tokens cannot be verified at the moment."));
    }

    @ExceptionHandler(ExpiredClaimsException.class)
    ResponseEntity<ProblemDetail> expired(RlsException e) {
        return unauthorized(
                INVALID_TOKEN, problem(HttpStatus.UNAUTHORIZED, e, "The bearer token is not accepted any more."));
    }

    @ExceptionHandler
    ProblemDetail badClaim(ClaimRejectedException e) {
        return badClaim(e, e.claim());
    }

    @ExceptionHandler
    ProblemDetail badClaim(ClaimTypeException e) {
        return badClaim(e, e.claim());
    }

    private static ProblemDetail badClaim(RlsException e, String claim) {
        ProblemDetail problem = problem(
                HttpStatus.FORBIDDEN, e, "The claim \"" + claim + "\" of the token is missing or has a wrong type.");
        problem.setProperty("claim", claim);
        return problem;
    }

    @ExceptionHandler
    ProblemDetail writeRejected(WriteRejectedException e) {
        ProblemDetail problem = problem(HttpStatus.FORBIDDEN, e, "The row may not be written with this token.");
        problem.setProperty("operation", e.operation());
        if (e.policy() != null) {
            problem.setProperty("policy", e.policy());
        }
        return problem;
    }

    @ExceptionHandler({DatabaseDeniedException.class, TamperedSqlException.class, TenantMismatchException.class})
    ProblemDetail denied(RlsException e) {
        return problem(HttpStatus.FORBIDDEN, e, "This is not allowed with this token.");
    }

    private static ResponseEntity<ProblemDetail> failed(RlsException e) {
        LOG.error(e.getMessage(), e);
        return ResponseEntity.internalServerError()
                .body(problem(HttpStatus.INTERNAL_SERVER_ERROR, e, "The request could not be served."));
    }

    private static ProblemDetail problem(HttpStatus status, RlsException e, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", e.code());
        return problem;
    }

    private static ProblemDetail rejection(HttpStatus status, TokenRejectedException e, String detail) {
        ProblemDetail problem = problem(status, e, detail);
        problem.setProperty("reason", e.reason().id());
        return problem;
    }

    private static ResponseEntity<ProblemDetail> unauthorized(String challenge, ProblemDetail problem) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .body(problem);
    }
}
