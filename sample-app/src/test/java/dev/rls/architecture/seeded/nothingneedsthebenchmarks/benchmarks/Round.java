package dev.rls.architecture.seeded.nothingneedsthebenchmarks.benchmarks;

public class Round {}
