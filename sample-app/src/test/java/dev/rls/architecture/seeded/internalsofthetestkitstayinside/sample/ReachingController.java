package dev.rls.architecture.seeded.internalsofthetestkitstayinside.sample;

import dev.rls.architecture.seeded.internalsofthetestkitstayinside.testkit.internal.Readings;

final class ReachingController {

    final Readings readings = new Readings();
}
