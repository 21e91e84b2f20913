package dev.rls.liquibase;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens whose ECDSA signature is wrong, by name. */
final class BadEcdsa {

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final TokenKeys keys;
    private final Jws token;

    private BadEcdsa(TokenKeys keys) {
        this.keys = keys;
        this.token = new Jws(keys.named("p256").header(), Payloads.text(Payloads.good()));
    }

    static Map<String, String> of(TokenKeys keys) {
        BadEcdsa bad = new BadEcdsa(keys);
        bad.hashes();
        bad.numbers();
        bad.octets();
        bad.infinity();
        return bad.tokens;
    }

    private void hashes() {
        for (String digest : new String[] {"SHA1", "SHA224", "SHA384", "SHA512", "NONE"}) {
            Jws.Signer signer =
                    Jws.signature(digest + "withECDSAinP1363Format", TokenKeys.privateKey(keys.p256()), null);
            tokens.put(digest, token.signedBy(message -> signer.sign(digest.equals("NONE") ? new byte[32] : message)));
        }
    }

    private void numbers() {
        BigInteger n = P256.N;
        BigInteger top = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        Jws.Signer right = keys.named("p256").signer();
        for (BigInteger r : new BigInteger[] {null, BigInteger.ZERO, BigInteger.ONE, n, n.add(BigInteger.ONE), top}) {
            for (BigInteger s :
                    new BigInteger[] {null, BigInteger.ZERO, BigInteger.ONE, n, n.subtract(BigInteger.ONE), top}) {
                if (r != null || s != null) {
                    numbers(
                            "r is " + (r == null ? "right" : r.toString(16)) + ", s is "
                                    + (s == null ? "right" : s.toString(16)),
                            right,
                            r,
                            s);
                }
            }
        }
        tokens.put("r is p", token.signedBy(message -> replaced(right.sign(message), P256.P, null)));
        tokens.put("r negated", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            return replaced(signature, n.subtract(new BigInteger(1, signature, 0, 32)), null);
        }));
        tokens.put("r and s swapped", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            return P256.signature(new BigInteger(1, signature, 32, 32), new BigInteger(1, signature, 0, 32));
        }));
        tokens.put("r + n, cut to 32 octets", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            return replaced(signature, new BigInteger(1, signature, 0, 32).add(n), null);
        }));
        tokens.put("s + n, cut to 32 octets", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            return replaced(signature, null, new BigInteger(1, signature, 32, 32).add(n));
        }));
        tokens.put("s inverted", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            return replaced(signature, null, P256.inverse(new BigInteger(1, signature, 32, 32), n));
        }));
        tokens.put("another key", token.signedBy(Jws.ecdsa(TokenKeys.privateKey(TokenKeys.generateP256("p256")))));
    }

    private void numbers(String name, Jws.Signer right, BigInteger r, BigInteger s) {
        tokens.put(name, token.signedBy(message -> replaced(right.sign(message), r, s)));
    }

    private void octets() {
        Jws.Signer right = keys.named("p256").signer();
        tokens.put("DER", token.signedBy(Jws.signature("SHA256withECDSA", TokenKeys.privateKey(keys.p256()), null)));
        tokens.put("r alone", token.signedBy(message -> Arrays.copyOf(right.sign(message), 32)));
        tokens.put("33 octets each", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            byte[] wider = new byte[66];
            System.arraycopy(signature, 0, wider, 1, 32);
            System.arraycopy(signature, 32, wider, 34, 32);
            return wider;
        }));
        tokens.put("least significant octet first", token.signedBy(message -> Ed25519.reversed(right.sign(message))));
        tokens.put("an octet less, where r begins with a zero", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            while (signature[0] != 0) {
                signature = right.sign(message);
            }
            return Arrays.copyOfRange(signature, 1, 64);
        }));
        tokens.put("twice", token.signedBy(message -> {
            byte[] signature = Arrays.copyOf(right.sign(message), 128);
            System.arraycopy(signature, 0, signature, 64, 64);
            return signature;
        }));
    }

    /** Whoever has the private key d can have u1 G + u2 Q be no point: h + r d = 0. */
    private void infinity() {
        BigInteger d = keys.p256().getD().decodeToBigInteger();
        tokens.put("the sum is the point at infinity", token.signedBy(message -> {
            BigInteger hash =
                    new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(message));
            return P256.signature(
                    hash.negate().multiply(P256.inverse(d, P256.N)).mod(P256.N), P256.random());
        }));
    }

    private static byte[] replaced(byte[] signature, BigInteger r, BigInteger s) {
        return P256.signature(
                r == null ? new BigInteger(1, signature, 0, 32) : r,
                s == null ? new BigInteger(1, signature, 32, 32) : s);
    }
}
