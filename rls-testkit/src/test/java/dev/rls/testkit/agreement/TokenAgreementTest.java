package dev.rls.testkit.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.Claims;
import dev.rls.fixtures.TestIssuer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The same agreement where claims come as tokens, which the database verifies and reads by itself. */
class TokenAgreementTest {

    private static final long SEED = 20261124L;

    /** What verifiers take; the few cases with large arrays come as claims. */
    private static final int LONGEST = 8192;

    private static final AtomicInteger TOKENS = new AtomicInteger();

    @Test
    void allReadingsDecideAlikeByToken() throws InterruptedException, ExecutionException {
        Agreement agreement = new Agreement(SEED, 1_000, TokenAgreementTest::byToken).run(1);

        assertThat(agreement.tally().disagreements().stream()
                        .limit(3)
                        .map(Disagreement::text)
                        .collect(Collectors.joining("\n")))
                .isEmpty();
        assertThat(agreement.tally().cases()).isEqualTo(1_000);
        assertThat(TOKENS).hasValueGreaterThan(800);
        assertThat(agreement.tally().mixedShare()).isGreaterThanOrEqualTo(0.3);
    }

    private static Claims byToken(Claims claims) {
        String token = TestIssuer.sign(Postgres.ISSUER.secret(), claims.asMap(), builder -> {});
        if (token.length() > LONGEST) {
            return claims;
        }
        TOKENS.incrementAndGet();
        return Postgres.VERIFIER.verify(token);
    }
}
