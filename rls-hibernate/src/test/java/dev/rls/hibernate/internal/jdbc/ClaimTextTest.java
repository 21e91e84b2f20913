package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.Claims;
import dev.rls.hibernate.ClaimRejectedException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that PostgreSQL cannot hold does not travel, wherever in a claim it stands. */
class ClaimTextTest {

    private static final String HALF = "x\ud83d";

    static Stream<Arguments> claims() {
        return Stream.of("ac\0me", HALF, "\ude00")
                .flatMap(text -> Stream.of(
                        Arguments.of("sub", text),
                        Arguments.of("roles", List.of("auditor", text)),
                        Arguments.of("org", Map.of("id", text)),
                        Arguments.of("org", Map.of(text, "id")),
                        Arguments.of("org", List.of(Map.of("ids", List.of(text))))));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void isRefusedAndNotRepeated(String name, Object value) {
        assertThatThrownBy(() -> Bind.of(Claims.of(Map.of("tenant_id", "acme", name, value)), new Tickets()))
                .isInstanceOfSatisfying(ClaimRejectedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("RLS211");
                    assertThat(refused.claim()).isEqualTo(name);
                    assertThat(refused).hasMessageContaining("\"" + name + "\"").hasMessageNotContaining("ac\0me");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ac\0me", HALF})
    void aNameIsNotRepeatedEither(String name) {
        assertThatThrownBy(() -> Bind.of(Claims.of(Map.of(name, "x")), new Tickets()))
                .isInstanceOfSatisfying(
                        ClaimRejectedException.class,
                        refused -> assertThat(refused.claim()).isEqualTo("?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud83d\ude00", "\u202e", "\u0001", "'; drop table"})
    void otherTextTravels(String text) {
        assertThatCode(() -> Bind.of(Claims.of(Map.of("sub", text, "roles", List.of(text))), new Tickets()))
                .doesNotThrowAnyException();
    }
}
