package dev.rls.liquibase.attacks;

import java.sql.SQLException;
import java.util.List;

/** What was revoked, in a transaction that reads as things were before. */
final class Snapshots {

    private static final String GROUP = "Old snapshots";

    private static final String BEGIN = "begin isolation level repeatable read; ";

    private static final String NOT_ASKED =
            "create or replace function rls.is_missed(noted xid8) returns boolean language sql stable return false";

    private static final Rule ASKED =
            Rule.of("what was revoked is noted in a sequence, which has no snapshot", NOT_ASKED);

    private static final Rule ASKED_FOR_TICKETS =
            Rule.of("what was revoked is noted in a sequence, which has no snapshot", NOT_ASKED, Tickets.SETTLED);

    private Snapshots() {}

    static List<Attack> all() {
        return List.of(
                attack("token-in-an-old-snapshot", "A token of a key that was revoked since", attacker -> {
                    Session session = old(attacker);
                    attacker.admin("select rls.revoke_key('test-hmac')");
                    session.bind(attacker.tokens().of("globex")).sql("select * from invoice");
                }),
                attack(
                        "token-behind-a-revocation-that-was-rolled-back",
                        "A token of a key that was revoked since, after another revocation that came to nothing",
                        attacker -> {
                            Session session = old(attacker);
                            attacker.admin("select rls.revoke_key('test-hmac')");
                            attacker.admin("begin; select rls.revoke_key('test-rsa'); rollback");
                            session.bind(attacker.tokens().of("globex")).sql("select * from invoice");
                        }),
                attack(
                        "ticket-in-an-old-snapshot",
                        "A ticket of a key that was revoked since",
                        Tickets.ENDED,
                        attacker -> {
                            String ticket = attacker.victim()
                                    .value("select rls.exchange('"
                                            + attacker.tokens().of("globex") + "')");
                            Session session = old(attacker);
                            attacker.admin("select rls.revoke_key('test-hmac')");
                            session.call("select rls.bind_ticket(?)", ticket).sql("select * from invoice");
                        }),
                attack(
                        "ticket-by-an-old-snapshot",
                        "A ticket for a token of a key that was revoked since",
                        ASKED_FOR_TICKETS,
                        attacker -> {
                            Session session = old(attacker);
                            attacker.admin("select rls.revoke_key('test-hmac')");
                            String ticket = session.value(
                                    "select rls.exchange('" + attacker.tokens().of("globex") + "')");
                            attacker.open()
                                    .call("select rls.bind_ticket(?)", ticket)
                                    .sql("select * from invoice");
                            session.call("select rls.bind_ticket(?)", ticket).sql("select * from invoice");
                        }),
                attack("api-token-in-an-old-snapshot", "An API token that was revoked since", attacker -> {
                    String token = attacker.database()
                            .superuser()
                            .value(
                                    "select rls.issue_api_token('{\"tenant_id\": \"globex\"}', now() + interval '1 hour')");
                    attacker.settle();
                    Session session = old(attacker);
                    attacker.admin("select rls.revoke_api_token('" + token + "')");
                    session.call("select rls.bind_api_token(?)", token).sql("select * from invoice");
                }),
                attack("snapshot-that-was-handed-on", "The old snapshot in a session of today", attacker -> {
                    Session session = old(attacker);
                    String snapshot = session.value("select pg_export_snapshot()");
                    attacker.admin("select rls.revoke_key('test-hmac')");
                    attacker.open()
                            .alone()
                            .sql(BEGIN + "set transaction snapshot '" + snapshot + "'")
                            .bind(attacker.tokens().of("globex"))
                            .sql("select * from invoice");
                }),
                attack(
                        "disclosed-secret-in-an-old-snapshot",
                        "A context forged with a secret that was taken back since",
                        attacker -> {
                            String forge = forged(attacker);
                            Session session = old(attacker);
                            attacker.admin("select rls.rotate_context_secret('0')");
                            session.sql(forge, "select * from invoice");
                        }),
                attack("disclosed-secret-in-a-cursor", "The same in a cursor that was declared before", attacker -> {
                    String forge = forged(attacker);
                    Session session = attacker.open().sql("declare c cursor for select * from invoice");
                    attacker.admin("select rls.rotate_context_secret('0')");
                    session.sql(forge, "fetch all from c");
                }));
    }

    /** A transaction that has its snapshot. */
    private static Session old(Attacker attacker) throws SQLException {
        return attacker.open().alone().sql(BEGIN + "select count(*) from pg_class");
    }

    /** Sets a context of globex in whatever session it is run, as one can who was told the secret. */
    private static String forged(Attacker attacker) throws SQLException {
        return attacker.database().superuser().value("""
                select format($$select set_config('rls.ctx', encode(%1$s(%2$s || %1$s(%3$s || '\\x637478'::bytea
                  || timestamptz_send(transaction_timestamp()) || int4send(pg_backend_pid()) || %4$s)), 'hex')
                  || convert_from(%4$s, 'UTF8'), true)$$,
                  'sha256', quote_literal(p.outer_pad) || '::bytea', quote_literal(p.inner_pad) || '::bytea',
                  quote_literal(convert_to(s.id || rls.instant(now() + interval '1 day')
                    || chr(30) || 'tenant_id' || chr(31) || '"globex"', 'UTF8')) || '::bytea')
                from rls.context_secret s, rls.hmac_pads(int8send(s.secret_a) || int8send(s.secret_b)) p
                order by s.id desc limit 1""");
    }

    private static Attack attack(String id, String tries, Attack.Script script) {
        return attack(id, tries, ASKED, script);
    }

    private static Attack attack(String id, String tries, Rule rule, Attack.Script script) {
        return Attack.of(id, GROUP, tries, rule, script);
    }
}
