package dev.rls.architecture.seeded.processorneedsonlypolicy.processor;

import dev.rls.architecture.seeded.processorneedsonlypolicy.hibernate.Guard;

/** Breaks PROCESSOR_NEEDS_ONLY_POLICY on purpose. */
class CuriousProcessor {

    Guard guard;
}
