package dev.rls.spring;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code rls.keys.*}: keys that issuers publish, brought into the database.
 *
 * @param url the JDBC URL of the database. Without it no keys are brought.
 * @param username a login that is a member of rls_key_job and of nothing else; never the application's.
 * @param password its password.
 * @param issuers whose keys they are.
 * @param grace how long a key that is not published any more still verifies tokens.
 * @param every how often they are fetched.
 */
@ConfigurationProperties("rls.keys")
public record RlsKeysProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue List<Issuer> issuers,
        @DefaultValue("1d") Duration grace,
        @DefaultValue("5m") Duration every) {

    /**
     * An issuer whose keys are followed.
     *
     * @param issuer the claim "iss" of its tokens, as rls.follow_issuer declared it.
     * @param jwksUri where it publishes its keys, an https or file URI.
     */
    public record Issuer(@Nullable String issuer, @Nullable URI jwksUri) {}
}
