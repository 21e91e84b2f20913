package dev.rls.policy.condition;

import java.util.List;

/** What is compared, as it was written. */
sealed interface Value {

    /** As it was written. */
    String text();

    /** Where it begins. */
    int offset();

    /** An attribute, a path or the constant of an enum. */
    record Name(String text, int offset) implements Value {

        List<String> parts() {
            return List.of(text.split("\\."));
        }
    }

    record Claim(List<String> path, String text, int offset) implements Value {

        public Claim {
            path = List.copyOf(path);
        }
    }

    /** The value of {@code current_timestamp}. */
    record Now(String text, int offset) implements Value {}

    /** A literal, whatever it may mean. */
    sealed interface Constant extends Value {}

    record Text(String value, String text, int offset) implements Constant {}

    record Decimal(String text, int offset) implements Constant {}

    record Truth(boolean value, String text, int offset) implements Constant {}
}
