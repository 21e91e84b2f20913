package dev.rls.architecture.seeded.testkitneedsonlyhibernateandpolicyofours.testkit;

import dev.rls.architecture.seeded.testkitneedsonlyhibernateandpolicyofours.processor.Checks;

final class CompilingAssert {

    final Checks checks = new Checks();
}
