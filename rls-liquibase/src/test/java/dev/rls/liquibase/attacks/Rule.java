package dev.rls.liquibase.attacks;

import java.util.List;

/**
 * What stops an attack. Its control is the same attack where the rule is taken away.
 *
 * @param says the rule, as one says it
 * @param given what stands in the attacker's way in no case: mistakes that somebody else has made
 * @param taken what a superuser runs to take the rule away
 * @param undo what gives back what other databases of the cluster share
 * @param means in words what was taken away, where no SQL does it
 */
record Rule(String says, List<String> given, List<String> taken, List<String> undo, String means) {

    /** A rule of the database. */
    static Rule of(String says, String... taken) {
        return new Rule(says, List.of(), List.of(taken), List.of(), "");
    }

    /** A rule of whoever connects; the attack asks whether it is taken away. */
    static Rule ofTheClient(String says, String means) {
        return new Rule(says, List.of(), List.of(), List.of(), means);
    }

    /** A rule of schema rls, taken away by other text in one of its functions. */
    static Rule ofFunction(String says, String function, String text, String other) {
        return of(says, edit(function, text, other));
    }

    /** A rule about the login, which is the same in all databases. */
    static Rule ofTheCluster(String says, String taken, String undo) {
        return new Rule(says, List.of(), List.of(taken), List.of(undo), "");
    }

    Rule given(String... mistakes) {
        return new Rule(says, List.of(mistakes), taken, undo, means);
    }

    /** Replaces text of a function, which must be there. */
    static String edit(String function, String text, String other) {
        return "select edit('" + function + "', $$" + text + "$$, $$" + other + "$$)";
    }

    boolean isOfTheClient() {
        return !means.isEmpty();
    }
}
