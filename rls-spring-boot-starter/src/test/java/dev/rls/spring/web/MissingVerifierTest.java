package dev.rls.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.Claims;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.spring.RlsTokenAutoConfiguration;
import dev.rls.spring.RlsWebAutoConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

/** Without a verifier a request with a good token is answered as one without any, so the log says why. */
@ExtendWith(OutputCaptureExtension.class)
class MissingVerifierTest {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    WebMvcAutoConfiguration.class, RlsTokenAutoConfiguration.class, RlsWebAutoConfiguration.class));

    @Test
    void theStartSaysWhatIsNotSet(CapturedOutput output) {
        runner.run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .containsOnlyOnce(
                        "RLS195: rls.token.issuer is not set, so tokens cannot be verified. Set rls.token.issuer,"
                                + " rls.token.audience and one of rls.token.jwks-uri and rls.token.jwks, or define a TokenVerifier bean."
                                + " Until then every request is one without a token, unless a filter of your own opens the"
                                + " scopes");
    }

    @Test
    void controlWithAVerifierItSaysNothing(CapturedOutput output) {
        runner.withBean(TokenVerifier.class, () -> token -> Claims.of(Map.of("tenant_id", "acme")))
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("RLS195");
    }
}
