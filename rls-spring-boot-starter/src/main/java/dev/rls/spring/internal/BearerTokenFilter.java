package dev.rls.spring.internal;

import dev.rls.RlsException;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.token.TokenVerifier;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Verifies the bearer token of a request (RFC 6750, section 2.1) and runs the rest of the request in the scope of its
 * claims. Without a valid one the request goes no further.
 */
public final class BearerTokenFilter extends OncePerRequestFilter {

    /** The attribute of a request whose token was accepted: its claims. Error handlers run outside of their scope. */
    static final String ACCEPTED = "dev.rls.spring.accepted-claims";

    private static final String SCHEME = "Bearer ";

    private final TokenVerifier verifier;
    private final List<PathPattern> publicPaths;
    private final HandlerExceptionResolver exceptions;

    public BearerTokenFilter(TokenVerifier verifier, List<String> publicPaths, HandlerExceptionResolver exceptions) {
        this.verifier = verifier;
        this.publicPaths = publicPaths.stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        this.exceptions = exceptions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // Browsers send a preflight without the token.
        return CorsUtils.isPreFlightRequest(request) || isPublic(request);
    }

    /** The second part of an asynchronous request runs on another thread, which needs the scope too. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Claims claims;
        try {
            claims = verifier.verify(bearerToken(request));
        } catch (RlsException e) {
            if (exceptions.resolveException(request, response, null, e) == null) {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            }
            return;
        }
        request.setAttribute(ACCEPTED, claims);
        try {
            ClaimsScope.<FilterChain, Exception>call(claims, () -> {
                chain.doFilter(request, response);
                return chain;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private boolean isPublic(HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
        return publicPaths.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** More than one Authorization header is as good as none: which one another party has checked cannot be told. */
    private static String bearerToken(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.size() != 1 || !headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new MissingTokenException();
        }
        return headers.get(0).substring(SCHEME.length()).trim();
    }
}
