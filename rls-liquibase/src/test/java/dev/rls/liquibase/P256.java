package dev.rls.liquibase;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.BinaryOperator;

/** Arithmetic on P-256, plain and slow, to make the keys and signatures that nobody makes by chance. */
final class P256 {

    static final BigInteger P = number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    static final BigInteger N = number("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    static final Point G = new Point(
            number("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
            number("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));

    private static final BigInteger B = number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private P256() {}

    /** A point of the curve; null is the point at infinity. */
    record Point(BigInteger x, BigInteger y) {

        Point plus(Point other) {
            BigInteger slope;
            if (x.equals(other.x)) {
                if (!y.equals(other.y)) {
                    throw new ArithmeticException("the point at infinity");
                }
                slope = x.multiply(x).subtract(BigInteger.ONE).multiply(THREE).multiply(inverse(y.shiftLeft(1), P));
            } else {
                slope = other.y.subtract(y).multiply(inverse(other.x.subtract(x), P));
            }
            BigInteger sum = slope.multiply(slope).subtract(x).subtract(other.x).mod(P);
            return new Point(sum, slope.multiply(x.subtract(sum)).subtract(y).mod(P));
        }

        Point times(BigInteger factor) {
            BigInteger bits = factor.mod(N);
            Point result = this;
            for (int i = bits.bitLength() - 2; i >= 0; i--) {
                result = result.plus(result);
                if (bits.testBit(i)) {
                    result = result.plus(this);
                }
            }
            return result;
        }

        Point minus() {
            return new Point(x, P.subtract(y));
        }

        String jwk(String kid) {
            return P256.jwk(kid, Jws.octets(x, 32), Jws.octets(y, 32), "");
        }
    }

    static String jwk(String kid, byte[] x, byte[] y, String more) {
        return "{\"kid\":\"" + kid + "\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + Jws.encode(x) + "\",\"y\":\""
                + Jws.encode(y) + "\"" + more + "}";
    }

    /** A point with this x, or null if there is none. */
    static Point at(BigInteger x) {
        BigInteger square = x.multiply(x).subtract(THREE).multiply(x).add(B).mod(P);
        BigInteger y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
        return y.multiply(y).mod(P).equals(square) ? new Point(x, y) : null;
    }

    static BigInteger inverse(BigInteger number, BigInteger modulus) {
        return number.mod(modulus).modInverse(modulus);
    }

    static BigInteger random() {
        return new BigInteger(512, new SecureRandom())
                .mod(N.subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
    }

    static byte[] signature(BigInteger r, BigInteger s) {
        byte[] signature = new byte[64];
        System.arraycopy(Jws.octets(r, 32), 0, signature, 0, 32);
        System.arraycopy(Jws.octets(s, 32), 0, signature, 32, 32);
        return signature;
    }

    /** The same signature with one of s and n - s. */
    static Jws.Signer withS(Jws.Signer signer, BinaryOperator<BigInteger> choice) {
        return message -> {
            byte[] signature = signer.sign(message);
            BigInteger r = new BigInteger(1, signature, 0, 32);
            BigInteger s = new BigInteger(1, signature, 32, 32);
            return signature(r, choice.apply(s, N.subtract(s)));
        };
    }

    private static BigInteger number(String digits) {
        return new BigInteger(digits, 16);
    }
}
