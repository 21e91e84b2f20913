package dev.rls.liquibase;

/**
 * A registered key with what signs for it.
 *
 * @param kid its id
 * @param algorithm what it is registered for
 * @param jwk what is registered
 * @param signer signs with nothing but the JDK
 */
record SigningKey(String kid, String algorithm, String jwk, Jws.Signer signer) {

    /** A header that agrees with the key. */
    String header() {
        return header(algorithm);
    }

    String header(String claimed) {
        return "{\"alg\":\"" + claimed + "\",\"kid\":\"" + kid + "\"}";
    }

    String token(String payload) {
        return new Jws(header(), payload).signedBy(signer);
    }
}
