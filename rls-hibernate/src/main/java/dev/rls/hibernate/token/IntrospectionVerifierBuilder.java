package dev.rls.hibernate.token;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes an {@link IntrospectionVerifier}. */
public final class IntrospectionVerifierBuilder extends VerifierBuilder<IntrospectionVerifierBuilder> {

    private static final int MOST = 4096;

    private @Nullable URI endpoint;
    private @Nullable String id;
    private @Nullable String secret;
    private Duration timeout = Duration.ofSeconds(2);
    private Duration remembered = Duration.ofSeconds(30);

    IntrospectionVerifierBuilder() {}

    /**
     * Where the issuer tells what its tokens stand for.
     *
     * @param endpoint its introspection endpoint (RFC 7662, section 2): {@code https}, or {@code http} of localhost
     * @return this builder
     */
    public IntrospectionVerifierBuilder endpoint(URI endpoint) {
        this.endpoint = IssuerAddress.checked(endpoint, "endpoint", "endpoint(..)");
        return this;
    }

    /**
     * As whom this application asks; the endpoint answers nobody else (HTTP Basic, RFC 6749, section 2.3.1).
     *
     * @param id the client
     * @param secret its password
     * @return this builder
     */
    public IntrospectionVerifierBuilder client(String id, String secret) {
        this.id = Objects.requireNonNull(id, "id");
        this.secret = Objects.requireNonNull(secret, "secret");
        return this;
    }

    /**
     * How long to wait until all of an answer is there; 2 seconds unless this is called.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public IntrospectionVerifierBuilder timeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw TokenMessages.invalid("timeout of " + timeout, "timeout(..) takes a duration above zero");
        }
        this.timeout = timeout;
        return this;
    }

    /**
     * How long an answer is believed, and so how long a token that was revoked is still taken; 30 seconds unless this is
     * called. No token is taken beyond its own end. That a token is not active is remembered for 5 seconds at most.
     *
     * @param remembered zero or more
     * @return this builder
     */
    public IntrospectionVerifierBuilder rememberFor(Duration remembered) {
        this.remembered = notNegative(remembered, "time to remember", "rememberFor(..)");
        return this;
    }

    /**
     * The verifier as described.
     *
     * @return a verifier, safe for use by many threads
     * @throws dev.rls.RlsException if endpoint, client, issuer or audience is missing
     */
    public IntrospectionVerifier build() {
        JwtClaims rules = rules();
        if (endpoint == null) {
            throw TokenMessages.missing("endpoint", "endpoint(..)");
        }
        if (id == null || secret == null) {
            throw TokenMessages.missing("client", "client(..), to what the issuer registered for this application");
        }
        return new IntrospectionVerifier(endpoint, id, secret, timeout, remembered, MOST, rules);
    }

    @Override
    IntrospectionVerifierBuilder self() {
        return this;
    }
}
