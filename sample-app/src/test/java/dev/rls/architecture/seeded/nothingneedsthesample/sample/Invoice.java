package dev.rls.architecture.seeded.nothingneedsthesample.sample;

public class Invoice {}
