package dev.rls.hibernate.paths;

import java.util.Locale;

/** Which protections are on. */
public enum Mode {
    /** None, on H2 and on PostgreSQL: here each path must leak. */
    CONTROL,
    /** Hibernate alone, on a database without row-level security. */
    ORM_H2,
    /** Hibernate alone on PostgreSQL, as {@code rls.enforce=orm} has it. */
    ORM_POSTGRES,
    /** PostgreSQL alone: Hibernate without this library, on bound connections. */
    DATABASE,
    /** The default on PostgreSQL. */
    BOTH;

    boolean isProtected() {
        return this != CONTROL;
    }

    boolean isOrmAlone() {
        return this == ORM_H2 || this == ORM_POSTGRES;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
