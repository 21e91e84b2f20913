package dev.rls.hibernate.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are a version that this library works with. */
class HibernateVersionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"7.4.10.Final", "7.4.13.Final", "7.4.100.Final", "7.5.0.Final", "7.10.1", "7.4.13-SNAPSHOT"})
    void theseAre(String version) {
        assertThat(HibernateVersion.isSupported(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7.4.9.Final",
                "7.3.99.Final",
                "6.6.40.Final",
                "8.0.0.Beta1",
                "8.0.0.Final",
                "70.4.10.Final",
                "17.4.10.Final",
                "7.4.1",
                "7.4",
                "[WORKING]",
                "1.0.0",
                "7.99999999999.0",
                "7.4.99999999999",
                ""
            })
    void theseAreNot(String version) {
        assertThat(HibernateVersion.isSupported(version)).isFalse();
    }
}
