package dev.rls.architecture.seeded.internalsofliquibasestayinside.spring;

import dev.rls.architecture.seeded.internalsofliquibasestayinside.liquibase.internal.Findings;

/** Breaks INTERNALS_OF_LIQUIBASE_STAY_INSIDE on purpose. */
class ReachingConfiguration {

    Findings findings;
}
