package dev.rls.architecture.seeded.internalsofthestarterstayinside.sample;

import dev.rls.architecture.seeded.internalsofthestarterstayinside.spring.internal.Problems;

/** Breaks INTERNALS_OF_THE_STARTER_STAY_INSIDE on purpose. */
class ReachingController {

    Problems problems;
}
