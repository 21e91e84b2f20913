package dev.rls.architecture.seeded.liquibaseneedsonlypolicyofours.processor;

public class Checks {}
