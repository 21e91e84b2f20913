package dev.rls.liquibase.attacks;

import java.util.List;

/** Tickets of rls.exchange and tokens of rls.issue_api_token, when they are no longer good or never were. */
final class Tickets {

    private static final String GROUP = "Tickets and API tokens";

    private static final String NOTE_CHANGE = "rls.note_change(text,boolean)";

    static final String SETTLED =
            "create or replace function rls.is_settled(noted xid8) returns boolean language sql stable return true";

    static final Rule ENDED =
            Rule.ofFunction("a revoked key ends its tickets", NOTE_CHANGE, "if ends_tickets", "if false");

    private static final String ISSUE =
            "select rls.issue_api_token('{\"tenant_id\": \"globex\"}', now() + interval '1 hour')";

    private Tickets() {}

    static List<Attack> all() {
        return List.of(
                attack(
                        "edited-ticket",
                        "The own ticket with another tenant in it",
                        Rule.of(
                                "the seal of a ticket is over the claims",
                                "create or replace function rls.ticket_mac(secret_a bigint, secret_b bigint, body bytea) returns text"
                                        + " language sql immutable parallel safe return encode(rls.hmac(secret_a, secret_b,"
                                        + " decode('7469636b6574', 'hex') || substr(body, 1, 16)), 'hex')"),
                        attacker -> {
                            Session session = attacker.open();
                            String ticket = session.value(
                                    "select rls.exchange('" + attacker.tokens().of("acme") + "')");
                            look(session, ticket.replace("\"acme\"", "\"globex\""));
                        }),
                attack(
                        "ended-ticket",
                        "A ticket of globex that was recorded and has ended",
                        Rule.of("a ticket ends, and so does what it binds", Rules.NO_END),
                        attacker -> {
                            Session session = attacker.open();
                            long end = System.currentTimeMillis() / 1000 + 2;
                            String ticket =
                                    exchanged(attacker, attacker.tokens().ending(end));
                            session.sql("select pg_sleep(" + (end * 1000 - System.currentTimeMillis() + 100) / 1000.0
                                    + ")");
                            look(session, ticket);
                        }),
                attack(
                        "ticket-of-a-revoked-key",
                        "A ticket of globex that was recorded before its key was revoked",
                        ENDED,
                        attacker -> {
                            String ticket =
                                    exchanged(attacker, attacker.tokens().of("globex"));
                            attacker.admin("select rls.revoke_key('test-hmac')");
                            look(attacker.open(), ticket);
                        }),
                attack(
                        "ticket-made-during-a-revocation",
                        "A ticket of globex that was made after its key was revoked and before that was committed",
                        Rule.of("while a key is being revoked there are no tickets", SETTLED),
                        attacker -> {
                            String ticket;
                            try (Session revoking = new Session(attacker.database(), "postgres")) {
                                revoking.sql("select rls.revoke_key('test-hmac')");
                                ticket = exchanged(attacker, attacker.tokens().of("globex"));
                                revoking.commit();
                            }
                            attacker.settle();
                            look(attacker.open(), ticket);
                        }),
                attack(
                        "ticket-of-a-forgotten-secret",
                        "A ticket of globex from before the secret was changed at once",
                        Rule.ofFunction(
                                "a rotation that keeps nothing forgets the old secret",
                                "rls.rotate_context_secret(interval)",
                                "where exists",
                                "where false and exists"),
                        attacker -> {
                            String ticket =
                                    exchanged(attacker, attacker.tokens().of("globex"));
                            attacker.admin("select rls.rotate_context_secret('0')");
                            look(attacker.open(), ticket);
                        }),
                attack(
                        "revoked-api-token",
                        "An API token of globex that was revoked",
                        Rule.ofFunction(
                                "an API token can be revoked",
                                "rls.bind_api_token(text)",
                                " and t.revoked_at is null",
                                ""),
                        attacker -> {
                            String token = issued(attacker);
                            attacker.admin("select rls.revoke_api_token('" + token + "')");
                            attacker.open()
                                    .call("select rls.bind_api_token(?)", token)
                                    .sql("select * from invoice");
                        }),
                attack(
                        "ended-api-token",
                        "An API token of globex that has ended",
                        Rule.of(
                                "an API token ends",
                                Rule.edit("rls.bind_api_token(text)", " and t.expires_at > now;", ";"),
                                Rules.NO_END),
                        attacker -> {
                            String token = issued(attacker);
                            attacker.admin(
                                    "update rls.api_token set expires_at = now() + interval '0.2 s'",
                                    "select pg_sleep(0.3)");
                            attacker.open()
                                    .call("select rls.bind_api_token(?)", token)
                                    .sql("select * from invoice");
                        }),
                attack(
                        "digest-of-an-api-token",
                        "What a dump shows of an API token, in its place",
                        Rule.ofFunction(
                                "the table has the digest of an API token, not the token", "rls.bind_api_token(text)",
                                "sha256(convert_to(token, 'UTF8'))", "decode(token, 'hex')"),
                        attacker -> {
                            issued(attacker);
                            String digest = attacker.database()
                                    .superuser()
                                    .value("select encode(digest, 'hex') from rls.api_token");
                            attacker.open()
                                    .call("select rls.bind_api_token(?)", digest)
                                    .sql("select * from invoice");
                        }));
    }

    private static String exchanged(Attacker attacker, String token) throws java.sql.SQLException {
        return attacker.victim().value("select rls.exchange('" + token + "')");
    }

    private static String issued(Attacker attacker) throws java.sql.SQLException {
        String token = attacker.database().superuser().value(ISSUE);
        attacker.settle();
        return token;
    }

    private static void look(Session session, String ticket) throws java.sql.SQLException {
        session.call("select rls.bind_ticket(?)", ticket).sql("select * from invoice");
    }

    private static Attack attack(String id, String tries, Rule rule, Attack.Script script) {
        return Attack.of(id, GROUP, tries, rule, script);
    }
}
