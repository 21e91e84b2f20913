package dev.rls.architecture.seeded.internalsofhibernatestayinside.hibernate.internal;

public class Binding {}
