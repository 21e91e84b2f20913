package dev.rls.hibernate.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rls.claims.Claims;
import dev.rls.hibernate.token.TokenRejectedException.Reason;
import dev.rls.policy.condition.ClaimPath;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the issuer what a token stands for (RFC 7662), where tokens say nothing by themselves. The database cannot verify
 * such a token, so the claims come without one: they bind by {@code rls.bind_claims}, which is for logins that it trusts
 * ({@code rls_trusted}).
 *
 * <pre>{@code
 * TokenVerifier verifier = IntrospectionVerifier.builder()
 *         .endpoint(URI.create("https://issuer.example/introspect"))
 *         .client("invoices", secret)
 *         .issuer("https://issuer.example")
 *         .audience("invoices")
 *         .build();
 * }</pre>
 */
public final class IntrospectionVerifier implements TokenVerifier {

    /** Beyond what any token can hold. */
    private static final int MOST_OCTETS = 65_536;

    /** What a bearer token may be (RFC 6750, section 2.1). */
    private static final Pattern FORM = Pattern.compile("[-A-Za-z0-9._~+/]++=*+");

    /** Where issuers say what kind of token it is, each in its way: only a few follow RFC 6749, section 5.1. */
    private static final List<String> KINDS = List.of("token_type", "token_use", "typ");

    private static final Set<String> REFRESH = Set.of("refresh_token", "refresh");

    private final URI endpoint;
    private final String authorization;
    private final Duration timeout;
    private final JwtClaims rules;
    private final HttpClient client;
    private final Cache<TokenDigest, Known> verified;
    private final Refusals refused;

    /** An answer, and when it is good no more, in seconds since 1970. */
    private record Known(Claims claims, double ends) {}

    IntrospectionVerifier(
            URI endpoint, String id, String secret, Duration timeout, Duration remembered, int most, JwtClaims rules) {
        this.endpoint = endpoint;
        // RFC 6749, section 2.3.1: both are encoded as in a form before they are joined.
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString((encoded(id) + ':' + encoded(secret)).getBytes(StandardCharsets.UTF_8));
        this.timeout = timeout;
        this.rules = rules;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.verified = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(remembered)
                .build();
        this.refused = new Refusals(remembered);
    }

    /**
     * Starts the description of a verifier. Endpoint, client, issuer and audience are required.
     *
     * @return a builder
     */
    public static IntrospectionVerifierBuilder builder() {
        return new IntrospectionVerifierBuilder();
    }

    @Override
    public List<ClaimPath> requiredClaims() {
        return rules.requiredClaims();
    }

    @Override
    public Claims verify(String token) {
        TokenDigest digest = TokenDigest.of(token);
        if (!FORM.matcher(token).matches()) {
            throw TokenRejectedException.malformed(token);
        }
        Known known = verified.getIfPresent(digest);
        if (known != null && !rules.hasPassed(known.ends())) {
            return known.claims();
        }
        refused.check(digest);
        Map<String, @Nullable Object> answer = answer(asked(token));
        if (!Boolean.TRUE.equals(answer.get("active"))) {
            refused.remember(digest);
            throw new TokenRejectedException(Reason.NOT_ACTIVE);
        }
        if (KINDS.stream().map(answer::get).anyMatch(IntrospectionVerifier::isRefresh)) {
            throw new TokenRejectedException(Reason.WRONG_TYPE);
        }
        double ends = rules.check(answer);
        Known anew = new Known(Claims.of(rules.mapped(answer)), ends);
        verified.put(digest, anew);
        return anew.claims();
    }

    private static Map<String, @Nullable Object> answer(String text) {
        try {
            return JsonText.object(text);
        } catch (TokenRejectedException e) {
            // It is the issuer whose answer is malformed, and not the token.
            throw new TokenRejectedException(Reason.ISSUER_UNAVAILABLE);
        }
    }

    private static boolean isRefresh(@Nullable Object kind) {
        return kind instanceof String name && REFRESH.contains(name.toLowerCase(Locale.ROOT));
    }

    private String asked(String token) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + encoded(token) + "&token_type_hint=access_token"))
                .build();
        try {
            return HttpAnswer.of(client, request, timeout, MOST_OCTETS);
        } catch (IOException e) {
            // Not as the cause: what went over the wire is the token.
            throw new TokenRejectedException(Reason.ISSUER_UNAVAILABLE);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
