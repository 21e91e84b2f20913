package dev.rls.spring.internal;

/** What this module says of its own. Ids end in 90 to 99, those of start-up in 195 to 199. */
final class Messages {

    static final String PROPERTY_MISSING = "RLS195";

    static final String PROPERTY_MISSING_PROBLEM =
            "rls.token.%1$s is not set, so tokens cannot be verified. Set rls.token.issuer, rls.token.audience and"
                    + " one of rls.token.jwks-uri and rls.token.jwks, or define a TokenVerifier bean";

    static final String JWKS_UNREADABLE = "RLS196";

    static final String JWKS_UNREADABLE_PROBLEM =
            "rls.token.jwks names %s, which cannot be read as a JWK set (RFC 7517). It is a JSON object with the"
                    + " public keys in an array \"keys\"";

    static final String DATABASE_DENIED = "RLS390";

    static final String DATABASE_DENIED_PROBLEM = "the database refused the statement. Its row security or its grants"
            + " do not allow it for the claims of this request; the log of the database says which";

    static final String MISSING_TOKEN = "RLS490";

    static final String MISSING_TOKEN_PROBLEM =
            "the request has no bearer token. Send one in the header \"Authorization: Bearer <token>\", or list the path"
                    + " in rls.http.public-paths if it needs none";

    private Messages() {}
}
