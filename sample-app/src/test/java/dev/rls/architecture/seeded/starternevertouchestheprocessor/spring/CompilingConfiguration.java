package dev.rls.architecture.seeded.starternevertouchestheprocessor.spring;

import dev.rls.architecture.seeded.starternevertouchestheprocessor.processor.Checks;

/** Breaks STARTER_NEVER_TOUCHES_THE_PROCESSOR on purpose. */
class CompilingConfiguration {

    Checks checks;
}
