package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.hibernate.app.Unreachable;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts may be long, and be others each time: what a session counts of them takes no room. */
class KeptTextTest {

    private final KeptStatements kept = new KeptStatements();

    @Test
    void aTextThatRanIsNotHeld() throws InterruptedException {
        Unreachable.assertCollected(List.of(counted()));
    }

    private WeakReference<String> counted() {
        String text = "select '" + "x".repeat(100) + '\'';
        assertThat(kept.isDue(text, 5)).isFalse();
        return new WeakReference<>(text);
    }

    @Test
    void itIsDueAtTheThreshold() {
        for (int i = 1; i < 5; i++) {
            assertThat(kept.isDue("select 1", 5)).isFalse();
        }
        assertThat(kept.isDue("select 1", 5)).isTrue();
        assertThat(kept.isDue("select 1", 5)).isFalse();
    }
}
