package dev.rls.hibernate.internal.boot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.Version;
import org.hibernate.mapping.PersistentClass;

/**
 * The versions of Hibernate under which the names and behaviours that the protection rests on were found. Under another
 * one nothing of it is set up, because half of it might work, and a mapping that asks for it is refused.
 */
final class HibernateVersion {

    static final String RANGE = "7.4.10 and later versions of Hibernate 7";

    private static final Pattern NUMBERS = Pattern.compile("7\\.(\\d+)\\.(\\d+)(?:\\D.*)?");

    private HibernateVersion() {}

    /** Whether this library works with the Hibernate that is running. */
    static boolean isSupported() {
        return isSupported(Version.getVersionString());
    }

    /** A text that is no version is none that is supported: a jar that was repacked tells that of something else. */
    static boolean isSupported(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()
                || numbers.group(1).length() > 4
                || numbers.group(2).length() > 4) {
            return false;
        }
        int minor = Integer.parseInt(numbers.group(1));
        return minor > 4 || (minor == 4 && Integer.parseInt(numbers.group(2)) >= 10);
    }

    /** Refuses entities that ask for protection. Called where {@link #isSupported()} is false. */
    static void refuse(Iterable<PersistentClass> entities) {
        for (PersistentClass entity : entities) {
            if (Scoped.inherits(entity)) {
                throw StartMessages.unsupportedHibernate(entity.getEntityName(), Version.getVersionString());
            }
        }
    }
}
