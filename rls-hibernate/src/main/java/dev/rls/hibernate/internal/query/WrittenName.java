package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.Messages;
import java.util.Collection;
import java.util.regex.Pattern;

/** Names of a statement that Hibernate writes into SQL as they are, so that one may hold SQL that nothing filters. */
final class WrittenName {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$]+");

    /** Of locales, such as {@code de-DE-x-icu} or {@code pg_catalog."C.UTF-8"}. */
    private static final Pattern COLLATION = Pattern.compile("(?:[\\p{L}\\p{N}_$@.-]|\"[\\p{L}\\p{N}_$@. -]*\")+");

    private WrittenName() {}

    static void requirePlain(Collection<String> names, String what) {
        for (String name : names) {
            if (!PLAIN.matcher(name).matches()) {
                throw Messages.oddName(what);
            }
        }
    }

    static void requireCollation(String name) {
        if (!COLLATION.matcher(name).matches() || name.contains("--")) {
            throw Messages.oddName("a collation");
        }
    }
}
