package dev.rls.spring;

import dev.rls.hibernate.token.KeySetEvents;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.spring.internal.RequiredClaims;
import dev.rls.spring.internal.TokenVerifiers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;

/**
 * The verifier of bearer tokens, from {@code rls.token.*}; an application may bring one of its own, or a
 * {@link KeySetEvents} that is told what becomes of the issuer's keys.
 */
@AutoConfiguration
@EnableConfigurationProperties(RlsProperties.class)
public final class RlsTokenAutoConfiguration {

    /** For Spring. */
    public RlsTokenAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("rls.token.issuer")
    TokenVerifier rlsTokenVerifier(RlsProperties properties, ObjectProvider<KeySetEvents> events) {
        return TokenVerifiers.of(properties, events.getIfAvailable(() -> new KeySetEvents() {}));
    }

    @Bean
    static RequiredClaims rlsRequiredClaims(ObjectProvider<TokenVerifier> verifiers, ResourceLoader resources) {
        return new RequiredClaims(verifiers, resources);
    }
}
