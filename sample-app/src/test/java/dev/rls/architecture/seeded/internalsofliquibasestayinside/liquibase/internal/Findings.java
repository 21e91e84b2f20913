package dev.rls.architecture.seeded.internalsofliquibasestayinside.liquibase.internal;

public class Findings {}
