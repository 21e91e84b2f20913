package dev.rls.policy.catalog;

import java.util.Comparator;

/**
 * One object of a database that breaks a rule.
 *
 * @param id the stable id of the rule, {@code RLS700} to {@code RLS799}
 * @param risk what it means
 * @param object the object, as SQL writes its name
 * @param problem what is wrong, in one line
 * @param repair the SQL that repairs it, for the owner of the object or a superuser; only a comment where no SQL can know
 */
public record CatalogFinding(String id, Risk risk, String object, String problem, String repair)
        implements Comparable<CatalogFinding> {

    private static final Comparator<CatalogFinding> ORDER = Comparator.comparing(CatalogFinding::risk)
            .thenComparing(CatalogFinding::id)
            .thenComparing(CatalogFinding::object)
            .thenComparing(CatalogFinding::problem)
            .thenComparing(CatalogFinding::repair);

    @Override
    public int compareTo(CatalogFinding other) {
        return ORDER.compare(this, other);
    }
}
