package dev.rls.architecture.seeded.fixturesneednomoduleofours.hibernate;

public class Guard {}
