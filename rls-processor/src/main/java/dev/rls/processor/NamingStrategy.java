package dev.rls.processor;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** How the names of annotations become names of the database. */
@SuppressWarnings("ImmutableEnumChecker") // method references without state
enum NamingStrategy {
    /** Names as they stand: {@code PhysicalNamingStrategyStandardImpl}, what Hibernate does by itself. */
    JPA(UnaryOperator.identity()),
    /** Snake case: {@code PhysicalNamingStrategySnakeCaseImpl}, what Spring Boot sets. */
    SPRING(Name::snakeCase);

    private final UnaryOperator<Name> physical;

    NamingStrategy(UnaryOperator<Name> physical) {
        this.physical = physical;
    }

    /** The name PostgreSQL stores for one that was declared, quotes included. */
    String stored(String declared) {
        return stored(Name.of(declared));
    }

    /** The name PostgreSQL stores for one that Hibernate knows. */
    String stored(Name logical) {
        return physical.apply(logical).stored();
    }

    /** As it is written in the option. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
