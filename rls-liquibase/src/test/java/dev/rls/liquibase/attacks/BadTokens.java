package dev.rls.liquibase.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Tokens of globex that the database must not take, and what one of acme can be made into. */
final class BadTokens {

    private static final String GROUP = "Tokens";

    private static final String VERIFIED = "rls.verified_claims(text)";

    private static final String HS256 = "{\"alg\":\"HS256\",\"kid\":\"test-hmac\"}";

    private static final Rule SIGNATURE =
            Rule.ofFunction("a token must be signed", VERIFIED, "        is not true then", "        is null then");

    private static final String SAME_ALGORITHM = "header -> 'alg' is distinct from to_jsonb(signer.algorithm)";

    /** The key of RFC 7515, appendix A.3. */
    private static final String P256 = "select rls.add_jwk('{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"p256\","
            + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
            + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}', 'https://issuer.test', 'rls-test')";

    private BadTokens() {}

    static List<Attack> all() {
        return List.of(
                attack("edited-token", "The own token with another tenant in it", SIGNATURE, attacker -> {
                    String own = attacker.tokens().of("acme");
                    String other = Tokens.token(HS256, Tokens.payload(), message -> new byte[0]);
                    attacker.look(own.substring(0, own.indexOf('.'))
                            + other.substring(other.indexOf('.'), other.length() - 1)
                            + own.substring(own.lastIndexOf('.')));
                }),
                attack(
                        "unsigned",
                        "A token that says alg none",
                        Rule.of(
                                "the key says which algorithm, not the header",
                                Rule.edit(VERIFIED, SAME_ALGORITHM, "false"),
                                SIGNATURE.taken().get(0)),
                        attacker -> attacker.look(Tokens.token(
                                HS256.replace("HS256", "none"), Tokens.payload(), message -> new byte[0]))),
                attack(
                        "public-key-as-secret",
                        "A token signed by HS256, with the public key of RS256 as the secret",
                        Rule.of(
                                "the key says which algorithm, not the header",
                                Rule.edit(VERIFIED, "  if signer.kid is null\n", """
                                  if header ->> 'alg' = 'HS256' and signer.algorithm <> 'HS256' then
                                    signer.algorithm := 'HS256';
                                    select p.inner_pad, p.outer_pad into signer.inner_pad, signer.outer_pad
                                    from rls.hmac_pads(convert_to(signer.modulus::text, 'UTF8')) p;
                                  end if;
                                  if signer.kid is null
                                """)),
                        attacker -> {
                            String modulus = attacker.tokens()
                                    .issuer()
                                    .rsa()
                                    .toRSAPublicKey()
                                    .getModulus()
                                    .toString();
                            attacker.look(Tokens.token(
                                    HS256.replace("test-hmac", "test-rsa"),
                                    Tokens.payload(),
                                    Tokens.hmac(modulus.getBytes(UTF_8))));
                        }),
                attack(
                        "empty-signature",
                        "A signature of no octets",
                        Rule.ofFunction(
                                "a signature is compared whole",
                                "rls.signature_matches(rls.verification_key, bytea, bytea)",
                                "sha256(key.outer_pad || sha256(key.inner_pad || message)) = signature",
                                "starts_with(encode(sha256(key.outer_pad || sha256(key.inner_pad || message)), 'hex'),"
                                        + " encode(signature, 'hex'))"),
                        attacker -> attacker.look(Tokens.token(HS256, Tokens.payload(), message -> new byte[0]))),
                attack(
                        "zeros-for-a-signature",
                        "An ECDSA signature of r = 0 and s = 0",
                        Rule.of(
                                        "r and s lie between 1 and n - 1, and the point at infinity matches nothing",
                                        Rule.edit(
                                                "rls.es256_matches(text, bytea, bytea)",
                                                "if r = 0 or r >= n or s = 0 or s >= n then",
                                                "if false then"),
                                        Rule.edit(
                                                "rls.es256_matches(text, bytea, bytea)",
                                                "w := rls.inverse(s, n);",
                                                "w := 0;"),
                                        Rule.edit(
                                                "rls.es256_matches(text, bytea, bytea)",
                                                "return zz <> 0 and (mod(r * zz - x, p) = 0",
                                                "return (mod(r * zz - coalesce(x, 0), p) = 0"))
                                .given(P256),
                        attacker -> attacker.look(Tokens.token(
                                "{\"alg\":\"ES256\",\"kid\":\"p256\"}", Tokens.payload(), message -> new byte[64]))),
                attack(
                        "key-of-ones-own",
                        "A token that the attacker signed with a key of hers, which its header names",
                        Rule.of(
                                "only registered keys verify",
                                "insert into rls.verification_key select 'stranger-hmac', issuer, audience, algorithm, p.inner_pad,"
                                        + " p.outer_pad from rls.verification_key k, rls.hmac_pads('a secret of the attacker''s own') p"
                                        + " where k.kid = 'test-hmac'"),
                        attacker -> attacker.look(Tokens.token(
                                HS256.replace("test-hmac", "stranger-hmac"),
                                Tokens.payload(),
                                Tokens.hmac("a secret of the attacker's own".getBytes(UTF_8))))),
                kept(
                        "of-a-revoked-key",
                        "A token of globex that was recorded before its key was revoked",
                        "a revoked key verifies nothing",
                        " and k.revoked_at is null",
                        "",
                        Tokens::ofTheRevokedKey),
                attack(
                        "expired-token",
                        "A token of globex that was recorded and has ended",
                        Rule.of(
                                "a token ends",
                                Rule.edit(VERIFIED, "or (parsed ->> 'exp')::numeric + signer.skew <= now", ""),
                                Rules.NO_END),
                        attacker -> attacker.look(attacker.tokens()
                                .bent(claims -> claims.expirationTime(
                                        Date.from(Instant.now().minusSeconds(90)))))),
                attack(
                        "endless-token",
                        "A token of globex that does not say when it ends",
                        Rule.of(
                                "a token must say when it ends",
                                Rule.edit(
                                        VERIFIED,
                                        "(parsed -> 'exp') is distinct from 'number'",
                                        "(parsed -> 'exp') <> 'number'"),
                                "create or replace function rls.token_ends(claims jsonb, skew int) returns timestamptz"
                                        + " language sql immutable return 'infinity'::timestamptz"),
                        attacker -> attacker.look(attacker.tokens().bent(claims -> claims.expirationTime(null)))),
                kept(
                        "token-of-tomorrow",
                        "A token of globex that is not good yet",
                        "a token begins",
                        "(parsed ->> 'nbf')::numeric - signer.skew > now",
                        "false",
                        tokens -> tokens.bent(claims ->
                                claims.notBeforeTime(Date.from(Instant.now().plusSeconds(3600))))),
                kept(
                        "other-issuer",
                        "A token of globex of another issuer, signed by a key that two share",
                        "a key is good for one issuer",
                        "or parsed -> 'iss' is distinct from to_jsonb(signer.issuer)",
                        "",
                        tokens -> tokens.bent(claims -> claims.issuer("https://other.test"))),
                kept(
                        "other-audience",
                        "A token of globex that was issued to another application",
                        "a key is good for one audience",
                        "or (parsed -> 'aud' @> to_jsonb(signer.audience)) is not true",
                        "",
                        tokens -> tokens.bent(claims -> claims.audience("another application"))),
                attack(
                        "critical-header",
                        "A token of globex with an extension that must be understood",
                        Rule.ofFunction(
                                "a token with crit is refused", VERIFIED, "or header -> 'crit' is not null", ""),
                        attacker -> attacker.look(attacker.tokens()
                                .signedByTheIssuer(
                                        HS256.replace("}", ",\"crit\":[\"only-on-sundays\"]}"), Tokens.payload()))),
                attack(
                        "tenant-twice",
                        "A signed token that names acme first and globex after it, for two readers",
                        Rule.ofFunction(
                                "a token with a key twice is refused",
                                VERIFIED,
                                "or rls.repeats_a_key(claims_text, parsed)",
                                ""),
                        attacker -> attacker.look(attacker.tokens()
                                .signedByTheIssuer(HS256, Tokens.payload().replace("{", "{\"tenant_id\":\"acme\",")))));
    }

    private interface Token {
        String of(Tokens tokens);
    }

    private static Attack kept(String id, String tries, String says, String text, String other, Token token) {
        return attack(
                id,
                tries,
                Rule.ofFunction(says, VERIFIED, text, other),
                attacker -> attacker.look(token.of(attacker.tokens())));
    }

    private static Attack attack(String id, String tries, Rule rule, Attack.Script script) {
        return Attack.of(id, GROUP, tries, rule, script);
    }
}
