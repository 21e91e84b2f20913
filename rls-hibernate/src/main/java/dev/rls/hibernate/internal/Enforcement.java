package dev.rls.hibernate.internal;

import dev.rls.hibernate.RlsSettings;
import dev.rls.hibernate.StartRefusedException;
import java.util.Map;
import org.hibernate.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** What {@link RlsSettings#ENFORCE} says. */
public final class Enforcement {

    private Enforcement() {}

    /**
     * Whether the database decides beside Hibernate.
     *
     * @param dialect of the database
     * @param settings of Hibernate
     */
    public static boolean byDatabase(Dialect dialect, Map<String, Object> settings) {
        return !isOrmAlone(settings.get(RlsSettings.ENFORCE)) && RowSecurity.isOf(dialect);
    }

    private static boolean isOrmAlone(@Nullable Object enforce) {
        String value = enforce == null ? "both" : enforce.toString().strip();
        if (!value.equals("both") && !value.equals("orm")) {
            throw new StartRefusedException(
                    "RLS124",
                    RlsSettings.ENFORCE + " is \"" + value
                            + "\". Set it to both (Hibernate and PostgreSQL enforce the policies; the default) or orm"
                            + " (Hibernate alone)",
                    null);
        }
        return value.equals("orm");
    }
}
