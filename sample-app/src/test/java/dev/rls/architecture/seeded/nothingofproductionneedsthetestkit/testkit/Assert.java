package dev.rls.architecture.seeded.nothingofproductionneedsthetestkit.testkit;

public final class Assert {}
