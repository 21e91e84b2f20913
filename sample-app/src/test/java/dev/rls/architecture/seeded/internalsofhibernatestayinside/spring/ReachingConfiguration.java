package dev.rls.architecture.seeded.internalsofhibernatestayinside.spring;

import dev.rls.architecture.seeded.internalsofhibernatestayinside.hibernate.internal.Binding;

/** Breaks INTERNALS_OF_HIBERNATE_STAY_INSIDE on purpose. */
class ReachingConfiguration {

    Binding binding;
}
