package dev.rls.testkit.agreement;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that depend on the numbers given to it alone. */
final class Pick {

    private final SplittableRandom random;

    Pick(long... seed) {
        long mixed = 0x9E3779B97F4A7C15L;
        for (long part : seed) {
            mixed = (mixed ^ part) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 29;
        }
        random = new SplittableRandom(mixed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T of(List<? extends T> choices) {
        return choices.get(below(choices.size()));
    }
}
