package dev.rls.hibernate.internal.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parameters a statement was given, by index. */
final class Parameters {

    private final List<@Nullable Setter<PreparedStatement>> given = new ArrayList<>();
    private final List<@Nullable Setter<PreparedStatement>> deferred = new ArrayList<>();
    private final BitSet declared = new BitSet();

    /** Keeps what the statement has been given already, and whether the driver declares its type. */
    void given(int index, Setter<PreparedStatement> setter, boolean isDeclared) {
        declared.set(index, isDeclared);
        put(given, index, setter);
        put(deferred, index, null);
    }

    /** Keeps what the statement gets just before its use. */
    void defer(int index, Setter<PreparedStatement> setter) {
        declared.clear(index);
        put(deferred, index, setter);
        put(given, index, null);
    }

    void clear() {
        declared.clear();
        given.clear();
        deferred.clear();
    }

    /** Whether something can be read only once. */
    boolean areReadOnce() {
        return deferred.stream().anyMatch(Objects::nonNull);
    }

    /** The parameters of an element of a batch, of which nothing is read only once; those of the next begin with them. */
    Parameters taken() {
        Parameters taken = new Parameters();
        taken.declared.or(declared);
        taken.given.addAll(given);
        return taken;
    }

    /** Whether the driver declares the types of all that it was given. */
    boolean areDeclared() {
        return deferred.isEmpty() && declared.cardinality() == given.size();
    }

    /** Gives another statement what this one had. */
    void repeat(PreparedStatement target, int shift) throws SQLException {
        setAll(given, target, shift);
    }

    /**
     * Gives a statement that is about to run what can be read only once, and then forgets it.
     *
     * @return whether there was nothing of the kind
     */
    boolean settle(PreparedStatement target, int shift) throws SQLException {
        boolean none = deferred.isEmpty();
        setAll(deferred, target, shift);
        deferred.clear();
        return none;
    }

    private static void setAll(List<@Nullable Setter<PreparedStatement>> setters, PreparedStatement target, int shift)
            throws SQLException {
        for (Setter<PreparedStatement> setter : setters) {
            if (setter != null) {
                setter.set(target, shift);
            }
        }
    }

    private static void put(
            List<@Nullable Setter<PreparedStatement>> setters, int index, @Nullable Setter<PreparedStatement> setter) {
        while (setters.size() < index) {
            if (setter == null) {
                return;
            }
            setters.add(null);
        }
        setters.set(index - 1, setter);
    }
}
