package dev.rls.liquibase.attacks;

import org.jspecify.annotations.Nullable;

/**
 * A way to what belongs to somebody else. It succeeds if the attacker is told of it or changed anything of it.
 *
 * @param id its name
 * @param group what it goes through
 * @param tries what is tried
 * @param rule what stops it; null if nothing does
 * @param limit if nothing stops it, how the row of SECURITY.md begins that tells what limits it
 * @param since the first version of PostgreSQL on which it can be tried
 * @param script the attack
 */
record Attack(
        String id,
        String group,
        String tries,
        @Nullable Rule rule,
        @Nullable String limit,
        int since,
        Script script) {

    /** What the attacker does. */
    interface Script {
        void run(Attacker attacker) throws Exception;
    }

    /** Anything that SQL can try, on a connection in a transaction without claims. */
    static Attack of(String id, String group, String tries, Rule rule, Script script) {
        return new Attack(id, group, tries, rule, null, 15, script);
    }

    /** Statements in one transaction that acme's claims are bound to, each tried whether the others fail or not. */
    static Attack of(String id, String group, String tries, Rule rule, String... steps) {
        return of(id, group, tries, rule, attacker -> attacker.acme(steps));
    }

    /** An attack that nothing stops. */
    static Attack open(String id, String group, String tries, String limit, Script script) {
        return new Attack(id, group, tries, null, limit, 15, script);
    }

    Attack since(int version) {
        return new Attack(id, group, tries, rule, limit, version, script);
    }

    boolean isOpen() {
        return rule == null;
    }

    @Override
    public String toString() {
        return id;
    }
}
