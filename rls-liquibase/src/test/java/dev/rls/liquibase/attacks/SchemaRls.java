package dev.rls.liquibase.attacks;

import static dev.rls.liquibase.attacks.Rules.STRAY_EXECUTE;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.List;

/** What the login may not ask of schema rls, nor read and change in it. */
final class SchemaRls {

    private static final String GROUP = "Schema rls";

    private static final String LOOK = "select * from invoice";

    private static final String GLOBEX = "'{\"tenant_id\": \"globex\"}'";

    /** As members of rls_keys do. */
    private static final String FOLLOWED =
            "insert into rls.followed_issuer values ('https://issuer.test', 'rls-test', 60, '{}')";

    private static final Rule KEYS = Rule.ofFunction(
                    "keys are for members of rls_keys, whatever was granted by mistake",
                    "rls.check_key_role()",
                    "if not pg_has_role(session_user, 'rls_keys', 'member') then",
                    "if false then")
            .given(STRAY_EXECUTE);

    private static final Rule TABLES = Rule.ofFunction(
            "policies are registered by the owner of their table",
            "rls.check_table_owner(text, text, text)",
            "if not pg_has_role(session_user, owner, 'member') then",
            "if false then");

    private SchemaRls() {}

    static List<Attack> all() {
        return List.of(
                of(
                        "bind-claims",
                        "Claims without a token",
                        Rule.ofTheCluster(
                                "the application is no member of rls_trusted",
                                "grant rls_trusted to application",
                                "revoke rls_trusted from application"),
                        "select rls.bind_claims(" + GLOBEX + ")",
                        LOOK),
                of(
                        "bind-claims-granted",
                        "The same, where EXECUTE was granted by mistake",
                        Rule.ofFunction(
                                        "claims without a token are for members of rls_trusted, whatever was granted by mistake",
                                        "rls.bind_claims(jsonb)",
                                        "if not pg_has_role(session_user, 'rls_trusted', 'member') then",
                                        "if false then")
                                .given(STRAY_EXECUTE),
                        "select rls.bind_claims(" + GLOBEX + ")",
                        LOOK),
                of(
                        "bind-system",
                        "Claims for a reason, as break-glass does",
                        Rule.ofTheCluster(
                                "the application is no member of rls_operator",
                                "grant rls_operator to application",
                                "revoke rls_operator from application"),
                        SchemaRls::bindSystem),
                of(
                        "bind-system-granted",
                        "The same, where EXECUTE was granted by mistake",
                        Rule.ofFunction(
                                        "claims for a reason are for members of rls_operator, whatever was granted by mistake",
                                        "rls.bind_system(text, jsonb, timestamptz)",
                                        "if not pg_has_role(session_user, 'rls_operator', 'member') then",
                                        "if false then")
                                .given(STRAY_EXECUTE),
                        SchemaRls::bindSystem),
                of(
                        "operator-unsays",
                        "An operator who rolls back what was recorded, having read",
                        new Rule(
                                "what records an access binds nothing in the same transaction",
                                List.of("grant rls_operator to application"),
                                List.of(Rule.edit(
                                        "rls.bind_system(text, jsonb, timestamptz)", "    return false;\n", "")),
                                List.of("revoke rls_operator from application"),
                                ""),
                        attacker -> {
                            Session session = attacker.open();
                            String call = "select rls.bind_system('reason', " + GLOBEX + ", now() + interval '1 hour')";
                            session.sql(call, call, LOOK).rollback();
                        }),
                of(
                        "register-a-key",
                        "A key of the attacker's own, registered",
                        Rule.ofTheCluster(
                                "the application is no member of rls_keys",
                                "grant rls_keys to application",
                                "revoke rls_keys from application"),
                        SchemaRls::registerAKey),
                of(
                        "register-a-key-granted",
                        "The same, where EXECUTE was granted by mistake",
                        KEYS,
                        SchemaRls::registerAKey),
                of(
                        "bring-a-key",
                        "A key of the attacker's own, brought as if the issuer had published it",
                        Rule.ofTheCluster(
                                        "the application is no member of rls_key_job",
                                        "grant rls_key_job to application",
                                        "revoke rls_key_job from application")
                                .given(FOLLOWED),
                        SchemaRls::bringAKey),
                of(
                        "bring-a-key-granted",
                        "The same, where EXECUTE was granted by mistake",
                        Rule.ofFunction(
                                        "published keys are for members of rls_key_job, whatever was granted by mistake",
                                        "rls.follow_keys(text, jsonb, interval)",
                                        "if not pg_has_role(session_user, 'rls_key_job', 'member') then",
                                        "if false then")
                                .given(FOLLOWED, STRAY_EXECUTE),
                        SchemaRls::bringAKey),
                of(
                        "bring-a-key-of-an-issuer",
                        "The same, by whoever has the key job's role, of an issuer that nobody said is followed",
                        new Rule(
                                "the key job brings keys of the issuers that rls_keys named, and of no other",
                                List.of("grant rls_key_job to application"),
                                List.of(Rule.edit(
                                        "rls.follow_keys(text, jsonb, interval)",
                                        "perform rls.refuse_issuer(issuer);",
                                        "followed := row(issuer, 'rls-test', 60, '{}'::jsonb);")),
                                List.of("revoke rls_key_job from application"),
                                ""),
                        SchemaRls::bringAKey),
                of(
                        "follow-an-issuer",
                        "An issuer of the attacker's own, followed",
                        KEYS,
                        "select rls.follow_issuer('https://attacker.test', 'rls-test')"),
                Attack.of("issue-an-api-token", GROUP, "An API token for globex", KEYS, attacker -> {
                    Session session = attacker.open();
                    String token =
                            session.value("select rls.issue_api_token(" + GLOBEX + ", now() + interval '1 hour')");
                    session.call("select rls.bind_api_token(?)", String.valueOf(token))
                            .sql(LOOK);
                }),
                of("revoke-a-key", "Everybody's key, revoked", KEYS, "select rls.revoke_key('test-hmac')"),
                of(
                        "rotate-the-secret",
                        "A new secret, so that nothing sealed before is good",
                        KEYS,
                        "select rls.rotate_context_secret('0')"),
                of(
                        "seal-directly",
                        "The function that seals, past the one that verifies, granted by mistake",
                        Rule.of(
                                        "what seals has the rights of its caller",
                                        "alter function rls.bind_selected(timestamptz, text) security definer")
                                .given(STRAY_EXECUTE),
                        "select rls.bind_selected(now() + interval '1 hour',"
                                + " chr(30) || 'tenant_id' || chr(31) || '\"globex\"' || chr(30) || 'sub' || chr(31) || '\"bob\"')",
                        LOOK),
                of(
                        "ask-for-the-secret",
                        "The function that reads the secret, granted by mistake",
                        Rule.of(
                                        "what reads the secret has the rights of its caller",
                                        "alter function rls.newest_secret() security definer")
                                .given(STRAY_EXECUTE),
                        "select rls.newest_secret()"),
                of(
                        "read-the-secret",
                        "The table of secrets",
                        Rule.of(
                                "nobody but rls_owner may read the tables of schema rls",
                                "grant select on rls.context_secret to application"),
                        "select * from rls.context_secret"),
                of(
                        "read-the-keys",
                        "The table of keys, which has what HS256 signs with",
                        Rule.of(
                                "nobody but rls_owner may read the tables of schema rls",
                                "grant select on rls.verification_key to application"),
                        "select * from rls.verification_key"),
                of(
                        "read-the-sequences",
                        "The sequences that hold the secret once more, by all ways to a sequence",
                        Rule.of(
                                "nobody but rls_owner may read the sequences of schema rls",
                                "grant select, usage on sequence rls.secret_a to application"),
                        "select last_value from rls.secret_a",
                        "select pg_sequence_last_value('rls.secret_a')",
                        "select last_value from pg_sequences",
                        "select pg_get_sequence_data('rls.secret_a')"),
                of(
                        "read-the-claims-of-an-api-token",
                        "Whom API tokens are for",
                        Rule.of(
                                        "nobody but rls_keys is told of API tokens",
                                        "grant execute on function rls.api_tokens() to application")
                                .given(
                                        "insert into rls.api_token (digest, id, claims, expires_at) values (sha256('x'), 'x',"
                                                + " '{\"tenant_id\": \"g47110815\"}', now() + interval '1 hour')"),
                        "select * from rls.api_tokens()"),
                of(
                        "print-the-plans",
                        "The plans of what rls.bind runs, printed to the session",
                        Rule.ofFunction(
                                "no secret is the constant of a plan",
                                "rls.bind_selected(timestamptz, text)",
                                "context := rls.write_context(rls.seal(secret.secret_a, secret.secret_b, body));",
                                "select rls.write_context(rls.seal(secret.secret_a, secret.secret_b, body)) into context"
                                        + " from pg_class c where c.relpages is distinct from secret.secret_a limit 1;"),
                        attacker -> attacker.open()
                                .sql(
                                        "set client_min_messages = log",
                                        "set debug_print_plan = on",
                                        "set debug_print_rewritten = on",
                                        "set plan_cache_mode = force_custom_plan")
                                .sql("select rls.bind('" + attacker.tokens().of("acme") + "')", LOOK)),
                of(
                        "unregister-a-policy",
                        "A policy forgotten, so that its drift is not noticed",
                        TABLES,
                        "select rls.unregister_policy('public', 'invoice', 'rls_tenant_restrict')"),
                of(
                        "register-a-policy",
                        "A policy registered as it is not",
                        TABLES,
                        "select rls.register_policy('public', 'invoice', 'rls_tenant_restrict', 'any', 'app')"),
                of(
                        "ask-whether-a-row-is-there",
                        "The function by which policies look at references",
                        Rule.of(
                                "rls.sees sees what its caller sees",
                                "alter function rls.sees(regclass, name, anyelement) owner to postgres",
                                "alter function rls.sees(regclass, name, anyelement) security definer"),
                        attacker -> attacker.apart(
                                attacker.boundToAcme(),
                                "select rls.sees('invoice', 'id', 2)",
                                "select rls.sees('invoice', 'id', 99)")),
                of(
                        "replace-the-reader",
                        "The function that policies ask, replaced by one that says globex",
                        Rule.of(
                                "schema rls belongs to rls_owner",
                                "grant usage, create on schema rls to application",
                                "alter function rls.claim_text(text) owner to application"),
                        "create or replace function rls.claim_text(name text) returns text language sql stable"
                                + " as $$ select 'globex' $$",
                        LOOK));
    }

    private static void bindSystem(Attacker attacker) throws Exception {
        String call = "select rls.bind_system('reason', " + GLOBEX + ", '"
                + Instant.now().plusSeconds(600) + "')";
        attacker.open().sql(call).commit().sql(call, LOOK);
    }

    private static void registerAKey(Attacker attacker) throws Exception {
        attacker.open()
                .call(
                        "select rls.add_jwk(?::jsonb, 'https://issuer.test', 'rls-test')",
                        attacker.tokens().stranger().secret().toJSONString())
                .commit();
        attacker.look(attacker.tokens().ofAStranger());
    }

    private static void bringAKey(Attacker attacker) throws Exception {
        attacker.open()
                .call(
                        "select rls.follow_keys('https://issuer.test', ?::jsonb)",
                        new JWKSet(attacker.tokens().stranger().rsa().toPublicJWK()).toString())
                .commit();
        attacker.look(attacker.tokens().ofAStrangersRsa());
    }

    private static Attack of(String id, String tries, Rule rule, String... steps) {
        return Attack.of(id, GROUP, tries, rule, steps);
    }

    private static Attack of(String id, String tries, Rule rule, Attack.Script script) {
        return Attack.of(id, GROUP, tries, rule, script);
    }
}
