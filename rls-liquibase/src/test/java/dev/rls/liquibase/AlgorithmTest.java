package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.rls.fixtures.Sql;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The algorithms by themselves: the vectors of their authors, and keys and signatures that nobody makes by chance. */
class AlgorithmTest extends InvoicesOnEveryPostgres {

    private static final HexFormat HEX = HexFormat.of();

    /** RFC 6979, A.2.5: P-256 with SHA-256. */
    @Test
    void theVectorsOfRfc6979Verify() throws SQLException {
        invoices.register(P256.jwk(
                "rfc6979",
                HEX.parseHex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
                HEX.parseHex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"),
                ""));
        String sample = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
        String test = "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
                + "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083";

        assertThat(matches("rfc6979", hex("sample"), sample)).isTrue();
        assertThat(matches("rfc6979", hex("test"), test)).isTrue();
        assertThat(matches("rfc6979", hex("sample"), test)).isFalse();
    }

    /** RFC 8032, 7.1. */
    @Test
    void theVectorsOfRfc8032Verify() throws SQLException {
        String[][] vectors = {
            {
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0"
                        + "595bbe24655141438e7a100b"
            },
            {
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eae"
                        + "b4302aeeb00d291612bb0c00"
            },
            {
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9"
                        + "716ed28dc027beceea1ec40a"
            },
            {
                "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c"
                        + "138ac17ad9bef1177331a704"
            }
        };
        for (int i = 0; i < vectors.length; i++) {
            String kid = "rfc8032-" + i;
            invoices.register(Ed25519.jwk(kid, HEX.parseHex(vectors[i][0]), ""));
            assertThat(matches(kid, vectors[i][1], vectors[i][2])).as(kid).isTrue();
            assertThat(matches(kid, vectors[i][1] + "00", vectors[i][2]))
                    .as(kid)
                    .isFalse();
        }
    }

    /** The private numbers whose multiples the comb holds, or whose additions meet the same point twice. */
    @Test
    void keysOfSmallNumbersVerify() throws SQLException {
        for (int d : new int[] {1, 2, 3, 255, 256, 257, 511, 512}) {
            for (boolean negative : new boolean[] {false, true}) {
                BigInteger number = BigInteger.valueOf(negative ? -d : d);
                String kid = "small" + number;
                P256.Point point = P256.G.times(BigInteger.valueOf(d));
                invoices.register((negative ? point.minus() : point).jwk(kid));
                for (int k : new int[] {1, 2, 3, 256, 512}) {
                    String message = kid + " " + k;
                    BigInteger nonce = BigInteger.valueOf(k);
                    BigInteger r = P256.G.times(nonce).x();
                    BigInteger s = r.multiply(number)
                            .add(sha256(message))
                            .multiply(P256.inverse(nonce, P256.N))
                            .mod(P256.N);
                    assertThat(matches(kid, hex(message), HEX.formatHex(P256.signature(r, s))))
                            .as(message)
                            .isTrue();
                }
            }
        }
    }

    /** The last point to be added equals the sum of all others: the formula for two different points would divide by zero. */
    @Test
    void aSumThatMeetsItselfIsDoubled() throws SQLException {
        String message = "doubled";
        BigInteger n = P256.N;
        BigInteger last = BigInteger.TWO.pow(252);
        BigInteger offset = BigInteger.valueOf(256)
                .multiply(BigInteger.TWO.pow(261).subtract(BigInteger.ONE))
                .divide(BigInteger.valueOf(511));
        while (true) {
            // k G = R is to be twice 2^252 d G, the point that u2's highest digit stands for if it is 1.
            BigInteger k = P256.random();
            BigInteger d = k.multiply(P256.inverse(last.shiftLeft(1), n)).mod(n);
            BigInteger r = P256.G.times(k).x().mod(n);
            BigInteger s = r.multiply(d)
                    .add(sha256(message))
                    .multiply(P256.inverse(k, n))
                    .mod(n);
            BigInteger u2 = r.multiply(P256.inverse(s, n)).mod(n);
            if (u2.add(offset).shiftRight(252).intValueExact() - 256 == 1) {
                invoices.register(P256.G.times(d).jwk("doubled"));
                String signature = HEX.formatHex(P256.signature(r, s));
                assertThat(matches("doubled", hex(message), signature)).isTrue();
                assertThat(matches("doubled", hex(message), HEX.formatHex(P256.signature(r, s.add(BigInteger.ONE)))))
                        .isFalse();
                try (Connection superuser = changed("es256_matches(text, bytea, bytea)", "mod(dy, p) = 0", "false")) {
                    assertThat(matches(superuser, "doubled", hex(message), signature))
                            .as("control: this signature and no other needs the doubling")
                            .isFalse();
                }
                return;
            }
        }
    }

    /** p is larger than n: r may stand for a point with x = r + n. */
    @Test
    void rIsTheRemainderOfX() throws SQLException {
        String message = "beyond n";
        BigInteger r = BigInteger.ONE;
        while (P256.at(r.add(P256.N)) == null) {
            r = r.add(BigInteger.ONE);
        }
        P256.Point point = P256.at(r.add(P256.N));
        BigInteger s = P256.random();
        // The key that made it: Q = (s R - h G) / r
        P256.Point key =
                point.times(s).plus(P256.G.times(sha256(message)).minus()).times(P256.inverse(r, P256.N));
        invoices.register(key.jwk("beyond"));

        assertThat(matches("beyond", hex(message), HEX.formatHex(P256.signature(r, s))))
                .isTrue();
        assertThat(matches("beyond", hex(message), HEX.formatHex(P256.signature(r.add(P256.N), s))))
                .as("r itself is below n")
                .isFalse();
    }

    /** Verifiers that multiply by the cofactor differ from those that do not; ours compares R as it is written. */
    @Test
    void rIsComparedWithoutTheCofactor() throws Exception {
        Ed25519.Key key = Ed25519.Key.random();
        invoices.register(Ed25519.jwk("cofactor", key.encoded(), ""));
        byte[] message = "message".getBytes(StandardCharsets.UTF_8);
        Ed25519.Point neutral = new Ed25519.Point(BigInteger.ZERO, BigInteger.ONE);

        assertThat(matches(
                        "cofactor",
                        HEX.formatHex(message),
                        HEX.formatHex(key.signer(neutral).sign(message))))
                .as("the control: nothing added")
                .isTrue();
        for (int i = 1; i < 8; i++) {
            Ed25519.Point added = Ed25519.ORDER_8.times(BigInteger.valueOf(i));
            assertThat(matches(
                            "cofactor",
                            HEX.formatHex(message),
                            HEX.formatHex(key.signer(added).sign(message))))
                    .isFalse();
        }
    }

    /** The length of the encoded message and its bits depend on the modulus to the bit. */
    @Test
    void modulusLengthsOfAnyNumberOfBitsVerify() throws Exception {
        for (int bits : new int[] {2049, 2050, 2055, 2056, 3071}) {
            RSAKey pair = new RSAKeyGenerator(bits).generate();
            for (String algorithm : new String[] {"PS256", "RS256", "RS384", "RS512"}) {
                RSAKey key = new RSAKey.Builder(pair)
                        .keyID(algorithm + "-" + bits)
                        .algorithm(JWSAlgorithm.parse(algorithm))
                        .build();
                invoices.register(key.toPublicJWK().toJSONString());
                byte[] signature = TokenKeys.signer(key).sign("message".getBytes(StandardCharsets.UTF_8));
                assertThat(matches(key.getKeyID(), hex("message"), HEX.formatHex(signature)))
                        .as(key.getKeyID())
                        .isTrue();
            }
            Jws.Signer own = Jws.rsaOf(TokenKeys.privateKey(pair), m -> BadPss.encoded(m, bits - 1, 0, 1, 0xbc, true));
            assertThat(matches(
                            "PS256-" + bits,
                            hex("message"),
                            HEX.formatHex(own.sign("message".getBytes(StandardCharsets.UTF_8)))))
                    .as("the control for BadPss: what it builds without a fault is right")
                    .isTrue();
        }
    }

    @Test
    void whatTheJdkSignsVerifiesAndOneBitLessDoesNot() throws Exception {
        long seed = System.nanoTime();
        System.out.println("AlgorithmTest on " + version + ", seed " + seed);
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        try (Connection superuser = invoices.database().superuser().connect()) {
            for (SigningKey key : keys(seed)) {
                invoices.register(key.jwk());
                for (int i = 0; i < 20; i++) {
                    byte[] message = new byte[random.nextInt(300) + 1];
                    random.nextBytes(message);
                    byte[] signature = key.signer().sign(message);
                    String made = key.kid() + ", message " + HEX.formatHex(message) + ", signature "
                            + HEX.formatHex(signature);
                    if (!matches(superuser, key.kid(), HEX.formatHex(message), HEX.formatHex(signature))) {
                        wrong.add("refused: " + made);
                    }
                    for (int flips = 0; flips < 3; flips++) {
                        int bit = random.nextInt(8 * signature.length);
                        if (matches(
                                superuser, key.kid(), HEX.formatHex(message), HEX.formatHex(flipped(signature, bit)))) {
                            wrong.add("accepted with bit " + bit + " of the signature flipped: " + made);
                        }
                    }
                    int bit = random.nextInt(8 * message.length);
                    if (matches(superuser, key.kid(), HEX.formatHex(flipped(message, bit)), HEX.formatHex(signature))) {
                        wrong.add("accepted with bit " + bit + " of the message flipped: " + made);
                    }
                }
            }
        }
        assertThat(wrong).as("seed %s", seed).isEmpty();
    }

    /**
     * Without the points of its key a signature is a matter of the base point alone, and everybody can make one. Nobody
     * but the owner of the schema can take them away; should they be gone, the key is of no use.
     */
    @Test
    void aKeyWithoutItsPointsVerifiesNothing() throws Exception {
        invoices.register(P256.G.times(P256.random()).jwk("stripped"));
        String message = "forged";
        BigInteger u1 = P256.random();
        BigInteger r = P256.G.times(u1).x().mod(P256.N);
        BigInteger s = sha256(message).multiply(P256.inverse(u1, P256.N)).mod(P256.N);
        String signature = HEX.formatHex(P256.signature(r, s));
        String stripped = "delete from rls.comb_point where comb = (select id from rls.comb where kid = 'stripped')";
        try (Connection superuser = changed("es256_matches(text, bytea, bytea)", "", "")) {
            assertThat(matches(superuser, "stripped", hex(message), signature)).isFalse();
            Sql.execute(superuser, stripped);
            assertThat(matches(superuser, "stripped", hex(message), signature)).isFalse();
        }
        try (Connection superuser = changed("es256_matches(text, bytea, bytea)", "left join lateral", "join lateral")) {
            Sql.execute(superuser, stripped);
            assertThat(matches(superuser, "stripped", hex(message), signature))
                    .as("control: a join that drops missing points takes the forgery")
                    .isTrue();
        }
    }

    /** A transaction, never to be committed, in which a function reads otherwise. */
    private static Connection changed(String function, String text, String replacement) throws SQLException {
        Connection superuser = invoices.database().superuser().connect();
        superuser.setAutoCommit(false);
        String definition = Sql.column(superuser, "select pg_get_functiondef('rls." + function + "'::regprocedure)")
                .get(0);
        assertThat(definition).contains(text);
        Sql.execute(superuser, definition.replace(text, replacement));
        return superuser;
    }

    private static boolean matches(String kid, String message, String signature) throws SQLException {
        try (Connection superuser = invoices.database().superuser().connect()) {
            return matches(superuser, kid, message, signature);
        }
    }

    private static boolean matches(Connection connection, String kid, String message, String signature)
            throws SQLException {
        return Sql.column(
                        connection,
                        "select rls.signature_matches(k, decode(?, 'hex'), decode(?, 'hex')) is true"
                                + " from rls.verification_key k where kid = ?",
                        message,
                        signature,
                        kid)
                .equals(List.of("t"));
    }

    private static String hex(String message) {
        return HEX.formatHex(message.getBytes(StandardCharsets.UTF_8));
    }

    private static BigInteger sha256(String message) {
        try {
            return new BigInteger(
                    1, MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] flipped(byte[] octets, int bit) {
        byte[] flipped = octets.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    /** Keys of every asymmetric algorithm, several of those that are made fast. */
    private static List<SigningKey> keys(long seed) throws Exception {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        List<SigningKey> keys = new ArrayList<>();
        RSAKey rsa = new RSAKeyGenerator(2048).secureRandom(random).generate();
        for (String algorithm : new String[] {"RS256", "RS384", "RS512", "PS256"}) {
            RSAKey key = new RSAKey.Builder(rsa)
                    .keyID("random-" + algorithm)
                    .algorithm(JWSAlgorithm.parse(algorithm))
                    .build();
            keys.add(
                    new SigningKey(key.getKeyID(), algorithm, key.toPublicJWK().toJSONString(), TokenKeys.signer(key)));
        }
        for (int i = 0; i < 3; i++) {
            ECKey ec = new ECKeyGenerator(Curve.P_256)
                    .secureRandom(random)
                    .keyID("random-ES256-" + i)
                    .generate();
            keys.add(new SigningKey(
                    ec.getKeyID(), "ES256", ec.toPublicJWK().toJSONString(), Jws.ecdsa(ec.toECPrivateKey())));
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            KeyPair pair = generator.generateKeyPair();
            String kid = "random-EdDSA-" + i;
            keys.add(new SigningKey(
                    kid,
                    "EdDSA",
                    Ed25519.jwk(kid, Ed25519.octets(pair.getPublic()), ""),
                    Jws.eddsa(pair.getPrivate())));
        }
        return keys;
    }
}
