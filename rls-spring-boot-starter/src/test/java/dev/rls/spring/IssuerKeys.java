package dev.rls.spring;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.fixtures.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The properties of an application that trusts one issuer, whose keys lie in a file. */
public final class IssuerKeys implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final TestIssuer ISSUER = new TestIssuer("starter");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path jwks = Files.createTempFile("jwks", ".json");
            jwks.toFile().deleteOnExit();
            Files.writeString(jwks, new JWKSet(ISSUER.rsa().toPublicJWK()).toString());
            TestPropertyValues.of(
                            "rls.token.issuer=" + TestIssuer.ISSUER,
                            "rls.token.audience=" + TestIssuer.AUDIENCE,
                            "rls.token.jwks=" + jwks.toUri())
                    .applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
