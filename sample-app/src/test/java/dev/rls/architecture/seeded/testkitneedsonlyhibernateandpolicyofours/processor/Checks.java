package dev.rls.architecture.seeded.testkitneedsonlyhibernateandpolicyofours.processor;

public final class Checks {}
