package dev.rls.architecture.seeded.internalsofthestarterstayinside.spring.internal;

public class Problems {}
