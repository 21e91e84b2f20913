package dev.rls.architecture.seeded.liquibasenevertoucheshibernate.liquibase;

import org.hibernate.SessionFactory;

/** Breaks LIQUIBASE_NEVER_TOUCHES_HIBERNATE on purpose. */
class MappingChange {

    SessionFactory sessionFactory;
}
