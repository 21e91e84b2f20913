package dev.rls.testkit.internal;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What an act came to: the same in every reading, or the readings disagree.
 *
 * @param text in words that can be compared
 */
public record Outcome(String text) {

    /** The statement failed because of a policy. */
    public static final Outcome REJECTED = new Outcome("rejected");

    /** The one row was written. */
    public static final Outcome WRITTEN = new Outcome("written");

    /** The one row was not written: it is out of sight, out of reach, or the statement failed because of a policy. */
    public static final Outcome NOT_WRITTEN = new Outcome("not written");

    /** No policy stopped the statement, but a constraint did. */
    public static final Outcome CONSTRAINT = new Outcome("stopped by a constraint");

    /** A claim has another type than the policies want, or there is no tenant. */
    public static final Outcome CLAIM_REFUSED = new Outcome("claim refused");

    /**
     * Rows.
     *
     * @param ids their identifiers
     * @return in a stable order
     */
    public static Outcome rows(Collection<?> ids) {
        TreeSet<String> sorted = new TreeSet<>();
        ids.forEach(id -> sorted.add(String.valueOf(id)));
        return new Outcome("rows " + sorted);
    }

    /**
     * Rows that a statement changed.
     *
     * @param count what the statement said
     * @param left which rows can be seen afterwards
     * @return both
     */
    public static Outcome changed(int count, Collection<?> left) {
        return new Outcome(count + " changed, then " + rows(left).text());
    }

    /**
     * Whether the one row was written.
     *
     * @param written whether it was
     * @return the outcome
     */
    public static Outcome written(boolean written) {
        return written ? WRITTEN : NOT_WRITTEN;
    }

    static Outcome updated(int count, Collection<?> touched) {
        return new Outcome(count + " updated: "
                + List.copyOf(
                        new TreeSet<>(touched.stream().map(String::valueOf).toList())));
    }

    @Override
    public String toString() {
        return text;
    }
}
