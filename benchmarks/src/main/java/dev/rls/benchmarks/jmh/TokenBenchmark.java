package dev.rls.benchmarks.jmh;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.TestIssuer;
import dev.rls.hibernate.token.JwtVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a token costs in Java, for each request. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenBenchmark {

    private final TestIssuer issuer = new TestIssuer("benchmark");
    private final JwtVerifier remembering = verifier(4096);
    private final JwtVerifier forgetting = verifier(0);

    private String token = "";
    private Claims claims = Claims.of(Map.of());

    /** How long a token is: with the claims that everyone has, or with some roles and names more. */
    @Param({"480", "1400"})
    public int characters;

    private JwtVerifier verifier(int remembered) {
        return JwtVerifier.builder()
                .issuer(TestIssuer.ISSUER)
                .audience(TestIssuer.AUDIENCE)
                .jwkSet(new JWKSet(issuer.rsa().toPublicJWK()).toString())
                .rememberedTokens(remembered)
                .build();
    }

    /** Makes a token that is at least so long. */
    @Setup
    public void sign() {
        Date end = Date.from(Instant.now().plus(Duration.ofDays(1)));
        for (int more = 1; token.length() < characters; more++) {
            token = TestIssuer.sign(
                    issuer.rsa(),
                    Map.of("tenant_id", "tenant-17", "sub", "alice", "name", "x".repeat(more)),
                    builder -> builder.expirationTime(end));
        }
        claims = remembering.verify(token);
    }

    /** A token that was verified before. */
    @Benchmark
    public Claims remembered() {
        return remembering.verify(token);
    }

    /** A token that comes for the first time, RS256. */
    @Benchmark
    public Claims first() {
        return forgetting.verify(token);
    }

    /** The scope of a request. */
    @Benchmark
    public Claims scope() {
        return ClaimsScope.call(claims, () -> Objects.requireNonNull(ClaimsScope.current()));
    }
}
