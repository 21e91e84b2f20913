package dev.rls.spring.internal;

/** What this module says of its own. Ids end in 90 to 99, those of start-up in 195 to 199; RLS5xx are the database's. */
final class Messages {

    static final String PROPERTY_MISSING = "RLS195";

    static final String PROPERTY_MISSING_PROBLEM =
            "rls.token.%1$s is not set, so tokens cannot be verified. Set rls.token.issuer, rls.token.audience and"
                    + " one of rls.token.jwks-uri and rls.token.jwks, or define a TokenVerifier bean";

    static final String JWKS_UNREADABLE = "RLS196";

    static final String JWKS_UNREADABLE_PROBLEM =
            "rls.token.jwks names %s, which cannot be read as a JWK set (RFC 7517). It is a JSON object with the"
                    + " public keys in an array \"keys\"";

    static final String JWKS_INLINE_PROBLEM =
            "rls.token.jwks holds JSON. It names where a JWK set (RFC 7517) lies, such as classpath:keys.json or"
                    + " file:/etc/keys.json: put the keys there";

    static final String CLAIMS_NOT_REQUIRED = "RLS197";

    static final String CLAIMS_NOT_REQUIRED_PROBLEM = "unit %1$s was compiled with -Arls.requiredClaims=%2$s, but the"
            + " verifier takes tokens without %3$s. Add that to rls.token.required-claims, or to a verifier of your own by"
            + " requireClaim(..); or take it out of -Arls.requiredClaims and compile again";

    static final String KEYS_INCOMPLETE = "RLS198";

    static final String KEYS_INCOMPLETE_PROBLEM =
            "rls.keys.url is set, but rls.keys.%s is not, or to no use, so no keys can be brought. Set rls.keys.username, and"
                    + " rls.keys.issuers[0].issuer and rls.keys.issuers[0].jwks-uri; rls.keys.every is a time above 0";

    static final String KEYS_OF_APPLICATION = "RLS199";

    static final String KEYS_OF_APPLICATION_PROBLEM =
            "rls.keys.username is %1$s, and the application logs in as that too: whoever brings keys can sign for every tenant,"
                    + " and the application must not. Make a login of its own: create role %1$s_keys login in role rls_key_job";

    static final String DATABASE_DENIED = "RLS390";

    static final String DATABASE_DENIED_PROBLEM = "the database refused the statement. Its row security or its grants"
            + " do not allow it for the claims of this request; the log of the database says which";

    static final String MISSING_GRANT = "RLS391";

    static final String MISSING_GRANT_PROBLEM = "the application's login lacks a right that a statement needs, and row"
            + " security is not the reason. Grant it to rls_app; for ids from a sequence: grant usage on sequence ..."
            + " to rls_app";

    static final String MISSING_TOKEN = "RLS490";

    static final String MISSING_TOKEN_PROBLEM =
            "the request has no bearer token. Send one in the header \"Authorization: Bearer <token>\", or list the path"
                    + " in rls.http.public-paths if it needs none";

    /** Completes what the database says, which knows nothing of scopes. */
    static final String UNBOUND_FIX =
            "%s. The statement ran where no claims hold. Open the scope before the transaction,"
                    + " carry it to other threads with ClaimsScope.wrap, and use JdbcTemplate or the data source rlsDataSource"
                    + " beside Hibernate";

    /** A policy that came while the transaction ran is no mistake; its next one knows the claim. */
    static final String UNKNOWN_CLAIM_FIX =
            "%s. Run the changelog of the policies, which registers them. If something else reads the claim, a member of"
                    + " rls_keys declares it: select rls.declare_claim('%s')";

    static final String REFUSED_TOKEN =
            "%s: the database refuses tokens that this application accepts (issuer %s, kid %s). Register the key: select"
                    + " rls.add_jwk('<the public key as JWK>', '<issuer>', '<audience>'). If it is registered, it has"
                    + " been revoked, its audience is another, or the clocks differ";

    private Messages() {}
}
