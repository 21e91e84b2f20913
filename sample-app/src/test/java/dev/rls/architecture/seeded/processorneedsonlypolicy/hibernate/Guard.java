package dev.rls.architecture.seeded.processorneedsonlypolicy.hibernate;

public class Guard {}
