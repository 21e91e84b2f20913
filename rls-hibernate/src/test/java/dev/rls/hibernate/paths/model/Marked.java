package dev.rls.hibernate.paths.model;

/** What carries the mark of its tenant in a name. */
public interface Marked {

    String getName();
}
