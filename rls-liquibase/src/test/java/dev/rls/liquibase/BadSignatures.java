package dev.rls.liquibase;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens whose signature is wrong in a way of its algorithm, by name. */
final class BadSignatures {

    private static final String SHA256_INFO = "3031300d060960864801650304020105000420";

    private BadSignatures() {}

    static Map<String, String> rsa(TokenKeys keys) {
        RSAPrivateKey key = TokenKeys.privateKey(keys.rsa2048());
        Jws token = new Jws("{\"alg\":\"RS256\",\"kid\":\"rsa2048\"}", Payloads.text(Payloads.good()));
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String digest :
                new String[] {"MD5", "SHA1", "SHA224", "SHA384", "SHA512", "SHA512/256", "SHA3-256", "NONE"}) {
            tokens.put(digest + "withRSA", token.signedBy(Jws.rsa(digest + "withRSA", key)));
        }
        tokens.put("PSS", token.signedBy(Jws.pss(key)));
        encoded("no DigestInfo", tokens, token, key, 1, 0xff, "", "");
        encoded("DigestInfo of SHA-1", tokens, token, key, 1, 0xff, "3021300906052b0e03021a05000414", "");
        encoded("DigestInfo of SHA-512", tokens, token, key, 1, 0xff, "3051300d060960864801650304020305000440", "");
        encoded("DigestInfo without NULL", tokens, token, key, 1, 0xff, "302f300b0609608648016503040201" + "0420", "");
        encoded("DigestInfo with a long length", tokens, token, key, 1, 0xff, "308131" + SHA256_INFO.substring(4), "");
        encoded("block type 0", tokens, token, key, 0, 0xff, SHA256_INFO, "");
        encoded("block type 2", tokens, token, key, 2, 0xff, SHA256_INFO, "");
        encoded("padding of 00", tokens, token, key, 1, 0, SHA256_INFO, "");
        encoded("padding of fe", tokens, token, key, 1, 0xfe, SHA256_INFO, "");
        encoded("one octet after the hash", tokens, token, key, 1, 0xff, SHA256_INFO, "00");
        encoded("short padding and garbage after the hash", tokens, token, key, 1, 0xff, SHA256_INFO, "a5".repeat(190));

        String good = token.signedBy(Jws.rsa("SHA256withRSA", key));
        String message = good.substring(0, good.lastIndexOf('.') + 1);
        BigInteger n = key.getModulus();
        BigInteger s = new BigInteger(1, Jws.decode(good.substring(message.length())));
        tokens.put("s + n", message + Jws.encode(Jws.octets(s.add(n), 257)));
        tokens.put("s + n, cut to the length of n", message + Jws.encode(Jws.octets(s.add(n), 256)));
        tokens.put("s + n where it fits", sPlusN(token, key));
        tokens.put("n - s", message + Jws.encode(Jws.octets(n.subtract(s), 256)));
        tokens.put("0", message + Jws.encode(new byte[256]));
        tokens.put("1", message + Jws.encode(Jws.octets(BigInteger.ONE, 256)));
        tokens.put("n - 1", message + Jws.encode(Jws.octets(n.subtract(BigInteger.ONE), 256)));
        tokens.put("n", message + Jws.encode(Jws.octets(n, 256)));
        tokens.put("n + 1", message + Jws.encode(Jws.octets(n.add(BigInteger.ONE), 256)));
        tokens.put(
                "all ff",
                message + Jws.encode(Jws.octets(BigInteger.TWO.pow(2048).subtract(BigInteger.ONE), 256)));
        tokens.put("the encoded message itself", token.signedBy(Jws.encodedMessage(key, 1, 0xff, SHA256_INFO, "")));

        confusion(tokens, keys);
        other(tokens, "the key of another size", "rsa2048", TokenKeys.privateKey(keys.rsa3072()));
        other(tokens, "an unknown key of the same id", "rsa2048", TokenKeys.privateKey(keys.unknown()));
        other(tokens, "a revoked key", "revoked", TokenKeys.privateKey(keys.revoked()));
        other(tokens, "the key of another issuer", "foreign", TokenKeys.privateKey(keys.foreign()));
        return tokens;
    }

    /** RS384 and RS512, whose encoded message holds another DigestInfo and a longer hash. */
    static Map<String, String> longerHashes(TokenKeys keys) {
        RSAPrivateKey key = TokenKeys.privateKey(keys.rsa2048());
        String sha384 = "3041300d060960864801650304020205000430";
        String sha512 = "3051300d060960864801650304020305000440";
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String algorithm : new String[] {"RS384", "RS512"}) {
            String digest = algorithm.replace("RS", "SHA-");
            String right = algorithm.equals("RS384") ? sha384 : sha512;
            Jws token = new Jws(keys.named("rsa2048-" + algorithm).header(), Payloads.text(Payloads.good()));
            for (String other : new String[] {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA512/256", "NONE"}) {
                if (!other.equals(digest.replace("-", ""))) {
                    tokens.put(algorithm + ", " + other + "withRSA", token.signedBy(Jws.rsa(other + "withRSA", key)));
                }
            }
            for (String info : new String[] {SHA256_INFO, sha384, sha512, "", "305130" + right.substring(6)}) {
                if (!info.equals(right)) {
                    tokens.put(
                            algorithm + ", DigestInfo <" + info + ">",
                            token.signedBy(Jws.rsaOf(key, Jws.encodedMessage(key, digest, 1, 0xff, info, ""))));
                }
            }
            for (int type : new int[] {0, 2}) {
                tokens.put(
                        algorithm + ", block type " + type,
                        token.signedBy(Jws.rsaOf(key, Jws.encodedMessage(key, digest, type, 0xff, right, ""))));
            }
            tokens.put(
                    algorithm + ", padding of 00",
                    token.signedBy(Jws.rsaOf(key, Jws.encodedMessage(key, digest, 1, 0, right, ""))));
            tokens.put(
                    algorithm + ", short padding and garbage after the hash",
                    token.signedBy(Jws.rsaOf(key, Jws.encodedMessage(key, digest, 1, 0xff, right, "a5".repeat(150)))));
            tokens.put(algorithm + ", PSS", token.signedBy(Jws.pss(key, 32, digest, digest)));
        }
        return tokens;
    }

    static Map<String, String> hmac(TokenKeys keys) {
        Jws token = new Jws("{\"alg\":\"HS256\",\"kid\":\"secret\"}", Payloads.text(Payloads.good()));
        byte[] secret = keys.secret().toByteArray();
        Jws.Signer right = Jws.hmac("HmacSHA256", secret);
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String digest :
                new String[] {"HmacMD5", "HmacSHA1", "HmacSHA224", "HmacSHA384", "HmacSHA512", "HmacSHA3-256"}) {
            tokens.put(digest, token.signedBy(Jws.hmac(digest, secret)));
        }
        tokens.put("half a MAC", token.signedBy(message -> java.util.Arrays.copyOf(right.sign(message), 16)));
        tokens.put("an octet of a MAC", token.signedBy(message -> java.util.Arrays.copyOf(right.sign(message), 1)));
        tokens.put(
                "MAC twice", token.signedBy(message -> java.util.Arrays.copyOf(right.sign(right.sign(message)), 32)));
        tokens.put(
                "MAC in hexadecimal",
                token.signedBy(message ->
                        java.util.HexFormat.of().formatHex(right.sign(message)).getBytes(StandardCharsets.US_ASCII)));
        tokens.put(
                "digest instead of MAC",
                token.signedBy(message ->
                        java.security.MessageDigest.getInstance("SHA-256").digest(message)));
        tokens.put("zero secret", token.signedBy(Jws.hmac("HmacSHA256", new byte[32])));
        tokens.put("one zero octet as secret", token.signedBy(Jws.hmac("HmacSHA256", new byte[1])));
        tokens.put(
                "another secret",
                token.signedBy(Jws.hmac("HmacSHA256", keys.longSecret().toByteArray())));
        tokens.put(
                "the encoded secret",
                token.signedBy(Jws.hmac(
                        "HmacSHA256", keys.secret().getKeyValue().toString().getBytes(StandardCharsets.US_ASCII))));
        tokens.put(
                "the key id as secret",
                token.signedBy(Jws.hmac("HmacSHA256", "secret".getBytes(StandardCharsets.US_ASCII))));
        tokens.put("RSA under HS256", token.signedBy(Jws.rsa("SHA256withRSA", TokenKeys.privateKey(keys.rsa2048()))));
        return tokens;
    }

    /** The public key, known to all, as a shared secret. */
    private static void confusion(Map<String, String> tokens, TokenKeys keys) {
        Jws token = new Jws("{\"alg\":\"HS256\",\"kid\":\"rsa2048\"}", Payloads.text(Payloads.good()));
        byte[] der = TokenKeys.publicKey(keys.rsa2048()).getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        tokens.put("HMAC with the public key in DER", token.signedBy(Jws.hmac("HmacSHA256", der)));
        tokens.put(
                "HMAC with the public key in PEM",
                token.signedBy(Jws.hmac("HmacSHA256", pem.getBytes(StandardCharsets.US_ASCII))));
        tokens.put(
                "HMAC with the modulus",
                token.signedBy(
                        Jws.hmac("HmacSHA256", keys.rsa2048().getModulus().decode())));
        Jws agreeing = new Jws("{\"alg\":\"RS256\",\"kid\":\"rsa2048\"}", Payloads.text(Payloads.good()));
        tokens.put(
                "HMAC with the modulus under RS256",
                agreeing.signedBy(
                        Jws.hmac("HmacSHA256", keys.rsa2048().getModulus().decode())));
    }

    private static void encoded(
            String name,
            Map<String, String> tokens,
            Jws token,
            RSAPrivateKey key,
            int type,
            int padding,
            String info,
            String rest) {
        tokens.put(name, token.signedBy(Jws.rsaOf(key, Jws.encodedMessage(key, type, padding, info, rest))));
    }

    private static void other(Map<String, String> tokens, String name, String kid, PrivateKey key) {
        Jws token = new Jws("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", Payloads.text(Payloads.good()));
        tokens.put(name, token.signedBy(Jws.rsa("SHA256withRSA", key)));
    }

    /** A second spelling of a good signature: n has 2048 bits, so some s leaves room for n below 2^2048. */
    private static String sPlusN(Jws token, RSAPrivateKey key) {
        for (int i = 0; i < 1000; i++) {
            Jws candidate = new Jws(token.header(), Payloads.plus("\"x\":" + i));
            String good = candidate.signedBy(Jws.rsa("SHA256withRSA", key));
            int dot = good.lastIndexOf('.') + 1;
            BigInteger sum = new BigInteger(1, Jws.decode(good.substring(dot))).add(key.getModulus());
            if (sum.bitLength() <= 2048) {
                return good.substring(0, dot) + Jws.encode(Jws.octets(sum, 256));
            }
        }
        throw new IllegalStateException("the modulus is so near to 2^2048 that no signature leaves room");
    }
}
