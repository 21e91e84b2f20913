package dev.rls.architecture.seeded.internalsofthetestkitstayinside.testkit.internal;

public final class Readings {}
