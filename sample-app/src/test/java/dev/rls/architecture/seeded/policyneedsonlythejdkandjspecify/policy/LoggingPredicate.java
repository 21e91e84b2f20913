package dev.rls.architecture.seeded.policyneedsonlythejdkandjspecify.policy;

import org.slf4j.Logger;

/** Breaks POLICY_NEEDS_ONLY_THE_JDK_AND_JSPECIFY on purpose. */
class LoggingPredicate {

    Logger logger;
}
