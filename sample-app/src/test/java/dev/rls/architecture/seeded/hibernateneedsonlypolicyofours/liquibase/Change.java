package dev.rls.architecture.seeded.hibernateneedsonlypolicyofours.liquibase;

public class Change {}
