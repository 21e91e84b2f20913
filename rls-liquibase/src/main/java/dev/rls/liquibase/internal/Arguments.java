package dev.rls.liquibase.internal;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a command, one after the other. */
public final class Arguments {

    private final Iterator<String> rest;
    private String option = "";

    public Arguments(String... arguments) {
        rest = List.of(arguments).iterator();
    }

    /** The next option, null after the last one. */
    public @Nullable String next() {
        if (!rest.hasNext()) {
            return null;
        }
        option = rest.next();
        return option;
    }

    /** The value that stands behind the option. */
    public String value() {
        if (!rest.hasNext()) {
            throw new NotRunException(option + " needs a value; --help lists the options");
        }
        return rest.next();
    }

    /** The option is none of this command. */
    public NotRunException unknown() {
        return new NotRunException("unknown option " + option + "; --help lists them");
    }
}
