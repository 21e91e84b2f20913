package dev.rls.architecture.seeded.liquibaseneedsonlypolicyofours.liquibase;

import dev.rls.architecture.seeded.liquibaseneedsonlypolicyofours.processor.Checks;

/** Breaks LIQUIBASE_NEEDS_ONLY_POLICY_OF_OURS on purpose. */
class CompilingChange {

    Checks checks;
}
