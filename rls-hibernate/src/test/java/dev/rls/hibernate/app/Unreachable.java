package dev.rls.hibernate.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;

/** What nothing holds any more. */
public final class Unreachable {

    private Unreachable() {}

    /** Holds once the collector has found all of them, which it is asked to do for some seconds. */
    public static void assertCollected(List<? extends WeakReference<?>> used) throws InterruptedException {
        for (int wait = 0; wait < 100 && used.stream().anyMatch(it -> it.get() != null); wait++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(used).allSatisfy(it -> assertThat(it.get()).isNull());
    }
}
