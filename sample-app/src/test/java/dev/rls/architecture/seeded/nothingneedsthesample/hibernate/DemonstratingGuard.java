package dev.rls.architecture.seeded.nothingneedsthesample.hibernate;

import dev.rls.architecture.seeded.nothingneedsthesample.sample.Invoice;

/** Breaks NOTHING_NEEDS_THE_SAMPLE on purpose. */
class DemonstratingGuard {

    Invoice invoice;
}
