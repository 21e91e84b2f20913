package dev.rls.liquibase.attacks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Claims that nobody vouched for, and those of another time: what stands in setting rls.ctx. */
final class Contexts {

    private static final String GROUP = "Contexts";

    private static final String GLOBEX = "\u001etenant_id\u001f\"globex\"";

    /** The right form, with anything in place of the seal. */
    private static final String FORGED = "0".repeat(64) + "00017fffffffffffffff" + GLOBEX;

    private static final String SET = "select set_config('rls.ctx', ?, true)";

    private static final String LOOK = "select * from invoice";

    private static final Rule SEAL = Rule.ofFunction(
            "claims are believed if they are sealed",
            "rls.sealed_claim(text)",
            "perform rls.check_context(context);",
            "null;");

    private static final Rule FACTS = Rule.of("the seal is over the transaction and the session", noFacts());

    private static final Rule CLAIMS = mac("the seal is over the claims", "substr(body, 1, 20)");

    private static final String TENANT = "tenant_id = %s";

    private Contexts() {}

    static List<Attack> all() {
        return List.of(
                attack(
                        "forged",
                        "A context in the right form, without a seal",
                        SEAL,
                        attacker -> attacker.boundToAcme().call(SET, FORGED).sql(LOOK)),
                attack(
                        "forged-in-a-statement",
                        "The same, written by the statement that the policy then decides about",
                        SEAL,
                        attacker -> attacker.boundToAcme()
                                .call(
                                        "with f as materialized (select set_config('rls.ctx', ?, true) c) select i.* from f"
                                                + " cross join lateral (select * from invoice offset length(f.c) * 0) i",
                                        FORGED)),
                attack(
                        "forged-at-the-start",
                        "The same, among the options of the connection",
                        SEAL,
                        attacker -> attacker.open(Map.of("options", "-c rls.ctx=" + FORGED))
                                .sql(LOOK)),
                attack("edited", "The own context with another tenant in it", CLAIMS, attacker -> {
                    Session session = attacker.boundToAcme();
                    session.call(SET, context(session).replace("\"acme\"", "\"globex\""))
                            .sql(LOOK);
                }),
                attack("prepended", "The own context with a second tenant in front of the first", CLAIMS, attacker -> {
                    Session session = attacker.boundToAcme();
                    String context = context(session);
                    session.call(SET, context.substring(0, 84) + GLOBEX + context.substring(84))
                            .sql(LOOK);
                }),
                attack(
                        "expired",
                        "A transaction that is kept open beyond the end of its token",
                        Rule.of("the end of a context is asked about in each statement", Rules.NO_END),
                        attacker -> {
                            Session session = attacker.open();
                            ended(attacker, session);
                            session.sql(LOOK);
                        }),
                attack(
                        "prolonged",
                        "The same, with a later end in the context",
                        mac("the seal is over the end", "substr(body, 1, 4) || substr(body, 21)"),
                        attacker -> {
                            Session session = attacker.open();
                            ended(attacker, session);
                            String context = context(session);
                            session.call(SET, context.substring(0, 68) + "7fffffffffffffff" + context.substring(84))
                                    .sql(LOOK);
                        }),
                attack("replayed", "The context of an earlier transaction of the session", FACTS, attacker -> {
                    Session session = attacker.open();
                    String context = left(attacker, session);
                    session.call(SET, context).sql(LOOK);
                }),
                attack("replayed-elsewhere", "The context of another session", FACTS, attacker -> {
                    String context = context(attacker.victim());
                    attacker.boundToAcme().call(SET, context).sql(LOOK);
                }),
                attack(
                        "chained",
                        "A context kept beyond COMMIT AND CHAIN",
                        FACTS,
                        attacker -> attacker.open()
                                .bind(attacker.tokens().of("globex"))
                                .sql(
                                        "select set_config('rls.ctx', current_setting('rls.ctx'), false) is null",
                                        "commit and chain",
                                        LOOK)),
                attack(
                        "committed-in-a-block",
                        "A context kept beyond COMMIT in an anonymous block",
                        FACTS,
                        attacker -> attacker.open().alone().sql("""
                        do $$ declare c text; n text; begin
                          perform rls.bind('%s');
                          c := current_setting('rls.ctx');
                          commit;
                          perform set_config('rls.ctx', c, true);
                          select max(number) into n from invoice where id > 1;
                          raise notice '%%', n;
                        end $$""".formatted(
                                        attacker.tokens().of("globex")))),
                attack(
                        "left-in-the-pool",
                        "Nothing but a look, in a session that somebody gave back",
                        Rule.of(
                                "a context ends with its transaction",
                                noFacts(),
                                "create or replace function rls.write_context(context text) returns text language sql volatile"
                                        + " parallel unsafe return pg_catalog.set_config('rls.ctx', context, false)"),
                        attacker -> {
                            Session session = attacker.open();
                            left(attacker, session);
                            session.sql(LOOK);
                        }),
                attack(
                        "ticket-as-context",
                        "A ticket that has ended, written into rls.ctx",
                        Rule.of(
                                "contexts and tickets are sealed with different tags",
                                "create or replace function rls.context_mac(secret_a bigint, secret_b bigint, body bytea) returns text"
                                        + " language sql stable parallel restricted"
                                        + " return rls.ticket_mac(secret_a, secret_b, pg_catalog.int8send("
                                        + "pg_catalog.pg_sequence_last_value('rls.ticket_generation'))"
                                        + " operator(pg_catalog.||) body)"),
                        attacker -> {
                            Session session = attacker.open();
                            String ticket = session.value(
                                    "select rls.exchange('" + attacker.tokens().of("globex") + "')");
                            session.call(SET, ticket).sql(LOOK);
                        }),
                attack(
                        "claim-that-hides-a-claim",
                        "A good token whose subject, which users choose, looks like a second claim",
                        Rule.ofFunction(
                                "claims stand in a context as JSON, which has no control characters",
                                "rls.selected_claims(jsonb, jsonb)",
                                "chr(31) || c.value,",
                                "chr(31) || replace(replace(replace(c.value, '\\u001e', chr(30)), '\\u001f', chr(31)),"
                                        + " '\\\"', '\"'),"),
                        attacker -> attacker.look(attacker.tokens()
                                .of(Map.of("tenant_id", "acme" + "x".repeat(80), "sub", GLOBEX + "\u001e")))),
                attack(
                        "sealed-with-no-secret",
                        "A context sealed with what a sequence begins with, after a restore without the secrets",
                        Rule.ofFunction(
                                "where there is no secret nothing verifies",
                                "rls.show_newest_secret()",
                                "setval('rls.secret_a', 1, false), setval('rls.secret_b', 1, false)",
                                "setval('rls.secret_a', 1), setval('rls.secret_b', 1)"),
                        attacker -> {
                            attacker.admin("delete from rls.context_secret");
                            Session session = attacker.open();
                            session.call(SET, sealed(session, 1, 1)).sql(LOOK);
                        }),
                attack(
                        "sealed-with-a-planted-secret",
                        "The secret set to a known one, then a context sealed with it",
                        Rule.of(
                                "nobody but rls_owner may write the secret",
                                "grant update on sequence rls.secret_a, rls.secret_b to application"),
                        attacker -> {
                            Session session = attacker.open()
                                    .sql("select setval('rls.secret_a', 1)", "select setval('rls.secret_b', 1)");
                            session.call(SET, sealed(session, 1, 1)).sql(LOOK);
                        }),
                attack(
                        "bare-setting",
                        "The setting by which so many applications say who they are",
                        settings("current_setting('app.tenant', true)"),
                        attacker -> attacker.acme("set local app.tenant = 'globex'", LOOK)),
                attack(
                        "bare-setting-in-a-statement",
                        "The same, by a function in the middle of a query",
                        settings("current_setting('app.tenant', true)"),
                        attacker -> attacker.acme(
                                "select i.* from (select set_config('app.tenant', 'globex', true) s offset 0) s"
                                        + " cross join lateral (select * from invoice offset length(s.s) - 6) i")),
                attack(
                        "unbound",
                        "A look without any claims",
                        settings("coalesce(nullif(current_setting('app.tenant', true), ''), tenant_id)"),
                        attacker -> attacker.open().sql(LOOK)));
    }

    private static Attack attack(String id, String tries, Rule rule, Attack.Script script) {
        return Attack.of(id, GROUP, tries, rule, script);
    }

    private static String noFacts() {
        return "create or replace function rls.tx_facts() returns bytea language sql stable parallel restricted"
                + " return ''::bytea";
    }

    private static Rule mac(String says, String body) {
        return Rule.of(
                says,
                "create or replace function rls.context_mac(secret_a bigint, secret_b bigint, body bytea)"
                        + " returns text language sql stable parallel restricted return encode(rls.hmac(secret_a, secret_b,"
                        + " decode('637478', 'hex') || rls.tx_facts() || " + body + "), 'hex')");
    }

    private static Rule settings(String tenant) {
        String comparison = TENANT.formatted(tenant);
        return Rule.of(
                "policies read sealed claims, and without them there is an error",
                "alter policy rls_tenant_restrict on invoice using (" + comparison + ")",
                "alter policy rls_tenant_permit on invoice using (" + comparison + ")");
    }

    private static String context(Session session) throws SQLException {
        return session.value("select current_setting('rls.ctx')");
    }

    /** A transaction of globex that has ended in this session; its context. */
    private static String left(Attacker attacker, Session session) throws SQLException {
        String[] context = new String[1];
        session.asSomebodyElse(bob -> {
            bob.bind(attacker.tokens().of("globex"));
            context[0] = context(bob);
            bob.commit();
        });
        return context[0];
    }

    /** A transaction of globex whose token ends within it. */
    static void ended(Attacker attacker, Session session, String... meanwhile) throws SQLException {
        long end = System.currentTimeMillis() / 1000 + 1;
        end += end * 1000 - System.currentTimeMillis() < 400 ? 1 : 0;
        String token = attacker.tokens().ending(end);
        session.asSomebodyElse(bob -> bob.bind(token).sql(meanwhile));
        session.sql("select pg_sleep(" + (end * 1000 - System.currentTimeMillis() + 100) / 1000.0 + ")");
    }

    /** What rls.bind makes, by whoever knows the secret. */
    private static String sealed(Session session, long secretA, long secretB)
            throws SQLException, GeneralSecurityException {
        byte[] facts = HexFormat.of()
                .parseHex(session.value("select encode(timestamptz_send(transaction_timestamp())"
                        + " || int4send(pg_backend_pid()), 'hex')"));
        String body = "00017fffffffffffffff" + GLOBEX;
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = ByteBuffer.allocate(16).putLong(secretA).putLong(secretB).array();
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update("ctx".getBytes(StandardCharsets.UTF_8));
        mac.update(facts);
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8))) + body;
    }
}
