package dev.rls.liquibase.attacks;

import dev.rls.liquibase.AttackedDatabase;
import java.sql.SQLException;
import java.util.List;

/** Functions that tell of the values they are called with, called with those of rows that policies hide. */
final class Leaks {

    private static final String GROUP = "Leaky functions";

    /** The closest there is to row security without its barrier: a view that filters, as many applications have one. */
    private static final Rule BARRIER = Rule.of(
            "policies come before whatever is not leakproof",
            "alter table invoice rename to invoice_rows",
            "create view invoice as select * from invoice_rows where tenant_id = (select rls.claim_text('tenant_id'))",
            "grant select on invoice to rls_app");

    private static final String LEAKPROOF = "alter function evil.tell(text) leakproof";

    private static final String TELL = "create function evil.tell(value text) returns boolean language plpgsql"
            + " cost 0.0000001 as $$ begin raise notice '%', value; return true; end $$";

    private Leaks() {}

    static List<Attack> all() {
        return List.of(
                leak(
                        "leak-error",
                        "An error that names the value",
                        "select from invoice where id <> 1 and has_schema_privilege(number, 'usage')"),
                leak(
                        "leak-cast",
                        "A cast whose error names the value",
                        "select from invoice where id <> 1 and number::regclass is null"),
                leak(
                        "leak-setting",
                        "A setting that keeps the value",
                        "select from invoice where id <> 1 and set_config('loot.number', number, false) is null",
                        "select current_setting('loot.number', true)"),
                leak(
                        "leak-advisory-lock",
                        "A lock by the number of the value, to be seen in pg_locks",
                        "select from invoice where id <> 1 and pg_try_advisory_lock(amount, 0)",
                        "select classid from pg_locks where locktype = 'advisory'"),
                attack("leak-notify", "A notification that carries the value", attacker -> {
                    Session session = attacker.boundToAcme();
                    session.sql(
                                    "listen loot",
                                    "select from invoice where id <> 1 and pg_notify('loot', number) is null")
                            .commit()
                            .notifications();
                }),
                attack("leak-overflow", "A bit for a bit: whether a sum overflows", attacker -> {
                    String sum = "select from invoice where id <> 1 and amount + %d is null";
                    int mostThatFits = Integer.MAX_VALUE - Integer.parseInt(AttackedDatabase.LOOT);
                    attacker.apart(
                            attacker.boundToAcme(), sum.formatted(mostThatFits + 1), sum.formatted(mostThatFits));
                }),
                attack("leak-time", "The time that a sleep of the value's length takes", attacker -> {
                    Session session = attacker.boundToAcme();
                    if (quickest(session) > 700_000_000) {
                        session.tell(Attacker.SUCCESS);
                    }
                }),
                Attack.of(
                        "leak-own-function",
                        GROUP,
                        "A function of the attacker's own that says it costs nothing",
                        BARRIER.given(Rules.OWN_SCHEMA),
                        TELL,
                        "select from invoice where evil.tell(number)"),
                Attack.of(
                        "leak-own-operator",
                        GROUP,
                        "An operator of the attacker's own",
                        BARRIER.given(Rules.OWN_SCHEMA),
                        TELL,
                        "create operator evil.! (rightarg = text, function = evil.tell)",
                        "select from invoice where operator(evil.!) number"),
                Attack.of(
                        "leak-called-leakproof",
                        GROUP,
                        "The same function, called leakproof by its owner",
                        Rule.ofTheClient(
                                        "only a superuser calls a function leakproof",
                                        "a superuser calls the attacker's function leakproof")
                                .given(Rules.OWN_SCHEMA),
                        attacker -> {
                            Session session =
                                    attacker.boundToAcme().sql(TELL, LEAKPROOF).commit();
                            if (attacker.ruleTaken()) {
                                attacker.admin(LEAKPROOF);
                            }
                            session.bind(attacker.tokens().of("acme"))
                                    .sql("select from invoice where evil.tell(number)");
                        }));
    }

    /** Of two, because a machine may be slow once. */
    private static long quickest(Session session) throws SQLException {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            session.sql("select from invoice where id <> 1 and pg_sleep(delay) is null");
            quickest = Math.min(quickest, System.nanoTime() - start);
        }
        return quickest;
    }

    private static Attack leak(String id, String tries, String... steps) {
        return Attack.of(id, GROUP, tries, BARRIER, steps);
    }

    private static Attack attack(String id, String tries, Attack.Script script) {
        return Attack.of(id, GROUP, tries, BARRIER, script);
    }
}
