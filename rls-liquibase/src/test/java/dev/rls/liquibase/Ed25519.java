package dev.rls.liquibase;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** Arithmetic on Ed25519, plain and slow, to make the keys and signatures that no library makes. */
final class Ed25519 {

    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    static final Point BASE = decode("5866666666666666666666666666666666666666666666666666666666666666");

    /** Of order 8: three doublings make it the neutral point. */
    static final Point ORDER_8 = decode("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

    private Ed25519() {}

    /** A point of the curve. */
    record Point(BigInteger x, BigInteger y) {

        Point plus(Point other) {
            BigInteger xx = x.multiply(other.x);
            BigInteger yy = y.multiply(other.y);
            BigInteger t = D.multiply(xx).multiply(yy).mod(P);
            BigInteger sumX = x.multiply(other.y).add(y.multiply(other.x));
            BigInteger sumY = yy.add(xx);
            return new Point(
                    sumX.multiply(BigInteger.ONE.add(t).modInverse(P)).mod(P),
                    sumY.multiply(BigInteger.ONE.subtract(t).mod(P).modInverse(P))
                            .mod(P));
        }

        Point times(BigInteger factor) {
            Point result = new Point(BigInteger.ZERO, BigInteger.ONE);
            for (int i = factor.bitLength() - 1; i >= 0; i--) {
                result = result.plus(result);
                if (factor.testBit(i)) {
                    result = result.plus(this);
                }
            }
            return result;
        }

        byte[] encoded() {
            return reversed(Jws.octets(x.testBit(0) ? y.setBit(255) : y, 32));
        }
    }

    /**
     * A key made from a number, without the hash that makes one of a seed.
     *
     * @param scalar the private number
     * @param encoded the public point as it is registered
     */
    record Key(BigInteger scalar, byte[] encoded) {

        static Key random() {
            BigInteger scalar = Ed25519.random();
            return new Key(scalar, BASE.times(scalar).encoded());
        }

        /** Signs with a point added to R. If its order is small, a verifier that multiplies by the cofactor does not see it. */
        Jws.Signer signer(Point added) {
            return message -> {
                BigInteger r = Ed25519.random();
                byte[] point = BASE.times(r).plus(added).encoded();
                return signature(
                        point,
                        r.add(challenge(point, encoded, message).multiply(scalar))
                                .mod(L));
            };
        }
    }

    static byte[] signature(byte[] point, BigInteger s) {
        byte[] signature = new byte[64];
        System.arraycopy(point, 0, signature, 0, 32);
        System.arraycopy(reversed(Jws.octets(s, 32)), 0, signature, 32, 32);
        return signature;
    }

    static BigInteger challenge(byte[] point, byte[] key, byte[] message) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-512");
        digest.update(point);
        digest.update(key);
        return number(digest.digest(message)).mod(L);
    }

    static BigInteger random() {
        return new BigInteger(512, new SecureRandom()).mod(L);
    }

    static BigInteger number(byte[] leastSignificantFirst) {
        return new BigInteger(1, reversed(leastSignificantFirst));
    }

    static byte[] reversed(byte[] octets) {
        byte[] reversed = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            reversed[i] = octets[octets.length - 1 - i];
        }
        return reversed;
    }

    /** A public key of the JDK as it is registered: in RFC 8410's encoding its 32 octets come last. */
    static byte[] octets(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    static String jwk(String kid, byte[] encoded, String more) {
        return "{\"kid\":\"" + kid + "\",\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + Jws.encode(encoded) + "\""
                + more + "}";
    }

    /** The point of an encoding in hexadecimal digits, which must be one. */
    static Point decode(String digits) {
        BigInteger number = number(HexFormat.of().parseHex(digits));
        BigInteger y = number.clearBit(255);
        BigInteger yy = y.multiply(y);
        BigInteger square = yy.subtract(BigInteger.ONE)
                .multiply(D.multiply(yy).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        BigInteger x = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(square)) {
            x = x.multiply(BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P))
                    .mod(P);
        }
        return new Point(x.testBit(0) == number.testBit(255) ? x : P.subtract(x), y);
    }
}
