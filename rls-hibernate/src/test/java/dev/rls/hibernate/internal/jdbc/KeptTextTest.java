package dev.rls.hibernate.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** Texts may be long, and be others each time: what a session counts of them takes no room. */
class KeptTextTest {

    private final KeptStatements kept = new KeptStatements();

    @Test
    void aTextThatRanIsNotHeld() throws InterruptedException {
        WeakReference<String> text = counted();
        for (int i = 0; i < 50 && text.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(text.get()).isNull();
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
