package dev.rls.liquibase;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.EdDSAParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens whose Ed25519 signature is wrong, by name. */
final class BadEddsa {

    /** The neutral point in its four spellings, of which the first is canonical. */
    private static final String[] NEUTRAL = {
        "01" + "00".repeat(31), "01" + "00".repeat(30) + "80", "ee" + "ff".repeat(30) + "7f", "ee" + "ff".repeat(31)
    };

    private BadEddsa() {}

    static Map<String, String> of(TokenKeys keys) {
        Map<String, String> tokens = new LinkedHashMap<>();
        SigningKey key = keys.named("ed25519");
        Jws.Signer right = key.signer();
        PrivateKey secret = keys.ed25519().getPrivate();
        Jws token = new Jws(key.header(), Payloads.text(Payloads.good()));
        BigInteger l = Ed25519.L;
        for (int i = 1; i < 16; i++) {
            BigInteger more = l.multiply(BigInteger.valueOf(i));
            tokens.put("S + " + i + " L", token.signedBy(message -> withS(right.sign(message), more, true)));
        }
        for (BigInteger s : new BigInteger[] {
            BigInteger.ZERO,
            BigInteger.ONE,
            l.subtract(BigInteger.ONE),
            l,
            l.add(BigInteger.ONE),
            BigInteger.TWO.pow(255),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE)
        }) {
            tokens.put("S is " + s.toString(16), token.signedBy(message -> withS(right.sign(message), s, false)));
            for (String point : NEUTRAL) {
                tokens.put(
                        "R is " + point + ", S is " + s.toString(16),
                        token.signedBy(
                                message -> Ed25519.signature(HexFormat.of().parseHex(point), s)));
            }
        }
        tokens.put("-S", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            return withS(signature, l.subtract(s(signature)), false);
        }));
        for (int bit : new int[] {0, 7, 128, 254, 255, 256, 508, 509, 510, 511}) {
            tokens.put("bit " + bit + " flipped", token.signedBy(message -> {
                byte[] signature = right.sign(message);
                signature[bit / 8] ^= (byte) (1 << bit % 8);
                return signature;
            }));
        }
        tokens.put("most significant octet first", token.signedBy(message -> Ed25519.reversed(right.sign(message))));
        tokens.put("S before R", token.signedBy(message -> {
            byte[] signature = right.sign(message);
            byte[] swapped = Arrays.copyOfRange(signature, 32, 96);
            System.arraycopy(signature, 0, swapped, 32, 32);
            return swapped;
        }));
        tokens.put("R alone", token.signedBy(message -> Arrays.copyOf(right.sign(message), 32)));
        tokens.put("Ed25519ph", token.signedBy(Jws.signature("Ed25519", secret, new EdDSAParameterSpec(true))));
        tokens.put(
                "Ed25519ctx",
                token.signedBy(Jws.signature("Ed25519", secret, new EdDSAParameterSpec(false, new byte[] {1}))));
        tokens.put("Ed448", token.signedBy(message -> fresh("Ed448").sign(message)));
        tokens.put("another key", token.signedBy(message -> fresh("Ed25519").sign(message)));
        return tokens;
    }

    private static Jws.Signer fresh(String algorithm) throws GeneralSecurityException {
        return Jws.signature(
                algorithm,
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate(),
                null);
    }

    private static byte[] withS(byte[] signature, BigInteger number, boolean added) {
        BigInteger s = added ? s(signature).add(number) : number;
        return Ed25519.signature(Arrays.copyOf(signature, 32), s);
    }

    private static BigInteger s(byte[] signature) {
        return Ed25519.number(Arrays.copyOfRange(signature, 32, 64));
    }
}
