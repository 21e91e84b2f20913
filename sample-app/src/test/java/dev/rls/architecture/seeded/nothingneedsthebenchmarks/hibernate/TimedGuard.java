package dev.rls.architecture.seeded.nothingneedsthebenchmarks.hibernate;

import dev.rls.architecture.seeded.nothingneedsthebenchmarks.benchmarks.Round;

/** Breaks NOTHING_NEEDS_THE_BENCHMARKS on purpose. */
class TimedGuard {

    Round round;
}
