package dev.rls.architecture.seeded.nothingofproductionneedsthetestkit.hibernate;

import dev.rls.architecture.seeded.nothingofproductionneedsthetestkit.testkit.Assert;

final class AssertingGuard {

    final Assert assertion = new Assert();
}
