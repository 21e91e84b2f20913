package dev.rls.architecture.seeded.hibernateneedsonlypolicyofours.hibernate;

import dev.rls.architecture.seeded.hibernateneedsonlypolicyofours.liquibase.Change;

/** Breaks HIBERNATE_NEEDS_ONLY_POLICY_OF_OURS on purpose. */
class MigratingGuard {

    Change change;
}
