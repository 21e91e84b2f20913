package dev.rls.hibernate;

import dev.rls.fixtures.TestsAgain;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole way from token to row once more on JDK 25. */
class Jdk25Test {

    @Test
    void aTokenDecidesTheSameRowsOnJdk25() throws InterruptedException {
        TestsAgain.onJdk(
                25,
                "rls-hibernate",
                190,
                List.of(
                        "--select-class=dev.rls.hibernate.paths.AccessPathsTest",
                        "--select-class=" + SessionClaimsTest.class.getName(),
                        "--select-class=" + SessionWithoutClaimsTest.class.getName(),
                        "--select-class=dev.rls.hibernate.internal.jdbc.BoundConnectionTest",
                        "--select-class=dev.rls.hibernate.token.JwtVerifierTest"));
    }
}
