package dev.rls.architecture.seeded.starternevertouchestheprocessor.processor;

public class Checks {}
