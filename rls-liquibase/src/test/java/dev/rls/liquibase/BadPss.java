package dev.rls.liquibase;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens whose RSASSA-PSS signature is wrong, by name. */
final class BadPss {

    private BadPss() {}

    static Map<String, String> of(TokenKeys keys) {
        RSAPrivateKey key = TokenKeys.privateKey(keys.rsa2048());
        Jws token = new Jws(keys.named("rsa2048-PS256").header(), Payloads.text(Payloads.good()));
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int salt : new int[] {0, 1, 16, 20, 31, 33, 48, 64, 222}) {
            tokens.put("a salt of " + salt, token.signedBy(Jws.pss(key, salt, "SHA-256", "SHA-256")));
        }
        for (String digest : new String[] {"SHA-1", "SHA-224", "SHA-384", "SHA-512", "SHA-512/256"}) {
            tokens.put(digest, token.signedBy(Jws.pss(key, 32, digest, digest)));
            tokens.put("hash of " + digest, token.signedBy(Jws.pss(key, 32, digest, "SHA-256")));
            tokens.put("mask of " + digest, token.signedBy(Jws.pss(key, 32, "SHA-256", digest)));
        }
        for (String digest : new String[] {"SHA256", "SHA384", "SHA512"}) {
            tokens.put(digest + "withRSA", token.signedBy(Jws.rsa(digest + "withRSA", key)));
        }
        tokens.put("trailer of cc", token.signedBy(Jws.rsaOf(key, m -> encoded(m, 2047, 0, 1, 0xcc, true))));
        tokens.put("trailer of 00", token.signedBy(Jws.rsaOf(key, m -> encoded(m, 2047, 0, 1, 0, true))));
        tokens.put("padding of ff", token.signedBy(Jws.rsaOf(key, m -> encoded(m, 2047, 0xff, 1, 0xbc, true))));
        tokens.put("padding of 01", token.signedBy(Jws.rsaOf(key, m -> encoded(m, 2047, 1, 1, 0xbc, true))));
        tokens.put("no one after the padding", token.signedBy(Jws.rsaOf(key, m -> encoded(m, 2047, 0, 0, 0xbc, true))));
        tokens.put("a two after the padding", token.signedBy(Jws.rsaOf(key, m -> encoded(m, 2047, 0, 2, 0xbc, true))));
        tokens.put("the highest bit set", token.signedBy(Jws.rsaOf(key, m -> encoded(m, 2047, 0, 1, 0xbc, false))));

        String good = token.signedBy(Jws.pss(key));
        String message = good.substring(0, good.lastIndexOf('.') + 1);
        BigInteger n = key.getModulus();
        BigInteger s = new BigInteger(1, Jws.decode(good.substring(message.length())));
        tokens.put("s + n", message + Jws.encode(Jws.octets(s.add(n), 257)));
        tokens.put("n - s", message + Jws.encode(Jws.octets(n.subtract(s), 256)));
        tokens.put("1", message + Jws.encode(Jws.octets(BigInteger.ONE, 256)));
        tokens.put("n - 1", message + Jws.encode(Jws.octets(n.subtract(BigInteger.ONE), 256)));
        tokens.put("n", message + Jws.encode(Jws.octets(n, 256)));
        tokens.put("s + n where it fits", fitting(token, key));
        tokens.put("the key of another size", token.signedBy(Jws.pss(TokenKeys.privateKey(keys.rsa3072()))));
        tokens.put("an unknown key", token.signedBy(Jws.pss(TokenKeys.privateKey(keys.unknown()))));
        return tokens;
    }

    /** An encoded message (RFC 8017, 9.1.1) with parts of it replaced, in whole octets. */
    static byte[] encoded(byte[] message, int bits, int padding, int separator, int trailer, boolean cleared)
            throws java.security.GeneralSecurityException {
        int length = (bits + 7) / 8;
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] salt = new byte[32];
        new SecureRandom().nextBytes(salt);
        digest.update(new byte[8]);
        digest.update(MessageDigest.getInstance("SHA-256").digest(message));
        byte[] hash = digest.digest(salt);
        byte[] encoded = new byte[length];
        Arrays.fill(encoded, 0, length - 66, (byte) padding);
        encoded[length - 66] = (byte) separator;
        System.arraycopy(salt, 0, encoded, length - 65, 32);
        for (int i = 0; i < length - 33; i += 32) {
            digest.update(hash);
            byte[] mask = digest.digest(new byte[] {0, 0, 0, (byte) (i / 32)});
            for (int j = i; j < Math.min(i + 32, length - 33); j++) {
                encoded[j] ^= mask[j - i];
            }
        }
        int highest = 0x80 >> 8 * length - bits - 1;
        encoded[0] = (byte) (encoded[0] & (highest - 1));
        if (!cleared) {
            encoded[0] = (byte) (encoded[0] | highest);
        }
        System.arraycopy(hash, 0, encoded, length - 33, 32);
        encoded[length - 1] = (byte) trailer;
        return encoded;
    }

    /** A second spelling of a good signature, which is random: some s leaves room for n below 2^2048. */
    private static String fitting(Jws token, RSAPrivateKey key) {
        for (int i = 0; i < 1000; i++) {
            String good = token.signedBy(Jws.pss(key));
            int dot = good.lastIndexOf('.') + 1;
            BigInteger sum = new BigInteger(1, Jws.decode(good.substring(dot))).add(key.getModulus());
            if (sum.bitLength() <= 2048) {
                return good.substring(0, dot) + Jws.encode(Jws.octets(sum, 256));
            }
        }
        throw new IllegalStateException("the modulus is so near to 2^2048 that no signature leaves room");
    }
}
