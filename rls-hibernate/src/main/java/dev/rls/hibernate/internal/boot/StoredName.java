package dev.rls.hibernate.internal.boot;

import java.util.Locale;
import org.hibernate.boot.model.naming.Identifier;

/** Names as PostgreSQL stores them, whatever the database of this start is. */
final class StoredName {

    private StoredName() {}

    static String of(Identifier name) {
        return name.isQuoted() ? name.getText() : name.getText().toLowerCase(Locale.ROOT);
    }
}
