package dev.rls.liquibase;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token in parts, made with nothing but the JDK, so that each part can be bent and signed again.
 *
 * @param header the text of the header
 * @param payload the octets of the payload
 */
record Jws(String header, byte[] payload) {

    /** Makes a signature of a message. */
    interface Signer {
        byte[] sign(byte[] message) throws GeneralSecurityException;
    }

    Jws(String header, String payload) {
        this(header, payload.getBytes(StandardCharsets.UTF_8));
    }

    String signedBy(Signer signer) {
        return signed(encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(payload), signer);
    }

    /** Any text before the signature, signed as it is. */
    static String signed(String input, Signer signer) {
        try {
            return input + "." + encode(signer.sign(input.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    static byte[] decode(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    static Signer hmac(String algorithm, byte[] secret) {
        return message -> {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(message);
        };
    }

    static Signer rsa(String algorithm, PrivateKey key) {
        return signature(algorithm, key, null);
    }

    /** What PS256 says, but for the length of the salt, which it fixes at 32, and the hashes, which it fixes too. */
    static Signer pss(PrivateKey key, int salt, String digest, String maskDigest) {
        return signature(
                "RSASSA-PSS", key, new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(maskDigest), salt, 1));
    }

    static Signer pss(PrivateKey key) {
        return pss(key, 32, "SHA-256", "SHA-256");
    }

    /** Of fixed length, r before s. */
    static Signer ecdsa(PrivateKey key) {
        return signature("SHA256withECDSAinP1363Format", key, null);
    }

    static Signer eddsa(PrivateKey key) {
        return signature("Ed25519", key, null);
    }

    static Signer signature(String algorithm, PrivateKey key, @Nullable AlgorithmParameterSpec parameters) {
        return message -> {
            Signature signature = Signature.getInstance(algorithm);
            if (parameters != null) {
                signature.setParameter(parameters);
            }
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        };
    }

    /** Signs an encoded message of one's own making, right-aligned: what only the holder of the private key can do. */
    static Signer rsaOf(RSAPrivateKey key, Signer encodedMessage) {
        return message -> octets(
                new BigInteger(1, encodedMessage.sign(message)).modPow(key.getPrivateExponent(), key.getModulus()),
                length(key));
    }

    /** The encoded message of RS256 with parts of it replaced: 00, block type, padding, 00, prefix, hash, rest. */
    static Signer encodedMessage(RSAPrivateKey key, int blockType, int padding, String prefix, String rest) {
        return encodedMessage(key, "SHA-256", blockType, padding, prefix, rest);
    }

    static Signer encodedMessage(
            RSAPrivateKey key, String digest, int blockType, int padding, String prefix, String rest) {
        return message -> {
            byte[] hash = MessageDigest.getInstance(digest).digest(message);
            byte[] info = java.util.HexFormat.of().parseHex(prefix);
            byte[] tail = java.util.HexFormat.of().parseHex(rest);
            byte[] encoded = new byte[length(key)];
            Arrays.fill(encoded, (byte) padding);
            int end = encoded.length - tail.length - hash.length - info.length;
            encoded[0] = 0;
            encoded[1] = (byte) blockType;
            encoded[end - 1] = 0;
            System.arraycopy(info, 0, encoded, end, info.length);
            System.arraycopy(hash, 0, encoded, end + info.length, hash.length);
            System.arraycopy(tail, 0, encoded, end + info.length + hash.length, tail.length);
            return encoded;
        };
    }

    static int length(RSAPrivateKey key) {
        return (key.getModulus().bitLength() + 7) / 8;
    }

    static byte[] octets(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] octets = new byte[length];
        int from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, octets, length - bytes.length + from, bytes.length - from);
        return octets;
    }
}
