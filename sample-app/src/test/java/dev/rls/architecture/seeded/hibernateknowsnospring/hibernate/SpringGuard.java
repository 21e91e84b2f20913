package dev.rls.architecture.seeded.hibernateknowsnospring.hibernate;

import org.springframework.context.ApplicationContext;

/** Breaks HIBERNATE_KNOWS_NO_SPRING on purpose. */
class SpringGuard {

    ApplicationContext context;
}
