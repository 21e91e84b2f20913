package dev.rls.hibernate.token;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values that a claim {@code c} may have, as JSON text, and where to look. */
final class ClaimCases {

    private static final String UUID = "\"6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11\"";

    /**
     * A case.
     *
     * @param json the value of claim {@code c}; null if it is absent
     * @param path what is read
     */
    record Case(String json, List<String> path) {

        @Override
        public String toString() {
            String text = String.valueOf(json);
            return path + " of " + (text.length() < 80 ? text : text.substring(0, 80) + "…");
        }
    }

    private static final List<String> VALUES = List.of(
            // strings
            "\"\"",
            "\"acme\"",
            "\" \"",
            "\"42\"",
            "\"true\"",
            "\"null\"",
            "\"a\\\"b\\\\c\\/d\"",
            "\"\\b\\f\\n\\r\\t\"",
            "\"\\u0001\\u001e\\u001f\\u007f\"",
            "\"\\u20ac\"",
            "\"€\"",
            "\"\\ud83d\\ude00\"",
            "\"\uD83D\uDE00\"",
            "\"\u202eacme\u202c\u200f\"",
            "\"a\u0301\"",
            "\"\\ufeff\"",
            "\"\\uffff\"",
            "\"' or true --\"",
            "\"{a,b}\"",
            "\"%_\"",
            "\"\\\\u0000\"",
            // no text of PostgreSQL
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ude00\\ud83d\"",
            "\"\\ud83dx\"",
            "[\"\\u0000\"]",
            "{\"id\":\"\\ud800\"}",
            "{\"\\u0000\":1}",
            "{\"\\udc00\":1}",
            "\"\\x41\"",
            "\"\\u12g4\"",
            // UUIDs
            UUID,
            UUID.toUpperCase(java.util.Locale.ROOT),
            "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "\"6f1c1b1e7a1d4a559c4e0d0d6b6f3a11\"",
            "\"{6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11}\"",
            "\"1-1-1-1-1\"",
            "\"6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a1\"",
            "\"6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a1g\"",
            "\"6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11 \"",
            "\" 6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a1\"",
            "\"6f1c-1b1e7a1d-4a55-9c4e-0d0d6b6f3a11\"",
            "\"-f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11\"",
            "\"6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a\\u0131\"",
            "\"６f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11\"",
            "\"\\\"f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a1\"",
            "\"\\u0036f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11\"",
            "\"+f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11\"",
            // numbers
            "0",
            "-0",
            "1",
            "-1",
            "42",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "9007199254740993",
            "123456789012345678901234567890",
            "1.0",
            "-0.0",
            "0.0",
            "0.1",
            "1.5",
            "-1.50",
            "1e2",
            "1E2",
            "1e+2",
            "1.5e1",
            "1.50e1",
            "100e-2",
            "1e-2",
            "1E400",
            "-1e400",
            "1e-400",
            "0e400",
            "0e-400",
            "1e18",
            "1e19",
            "9.223372036854775807e18",
            "0.1234567890123456789012345678901234567890",
            "123456789.123456789123456789",
            "3.141592653589793238462643383279",
            "1e999",
            "1e1000",
            "1e-999",
            "1e-1000",
            "1e0001",
            "0e999",
            "0e1000",
            "\"1e1000\"",
            "\"\\\"\\\\\",\"1e1000\"",
            "1e16383",
            "1e131071",
            "1e131072",
            "-1e131072",
            "12e131071",
            "1e-16383",
            "1e-16384",
            "1.0e-16383",
            "0e131072",
            "0e-16384",
            "1e999999999",
            "1e-999999999",
            "1e99999999999",
            "01",
            "+1",
            "1.",
            ".5",
            "0x10",
            "NaN",
            "Infinity",
            "-Infinity",
            "1_000",
            // others
            "true",
            "false",
            "null",
            "True",
            "tru",
            "{}",
            "{\"id\":1}",
            "[]",
            "[[]]",
            "[{}]",
            "[null]",
            // arrays
            "[\"a\"]",
            "[\"a\",\"b\",\"a\"]",
            "[\"\"]",
            "[\"a\",null]",
            "[null,\"a\"]",
            "[\"a\",1]",
            "[1,\"a\"]",
            "[\"a\",[\"b\"]]",
            "[[\"a\",\"b\"],[\"c\",\"d\"]]",
            "[\"a,b\",\"{c}\",\"\\\"d\\\"\",\"\\\\e\",\"NULL\",\"null\",\" \"]",
            "[\"\\u20ac\",\"\u202e\",\"\uD83D\uDE00\",\"\\n\"]",
            "[" + UUID + "]",
            "[" + UUID + "," + UUID.toUpperCase(java.util.Locale.ROOT) + "]",
            "[" + UUID + ",\"x\"]",
            "[" + UUID + ",null]",
            "[\"{6f1c1b1e-7a1d-4a55-9c4e-0d0d6b6f3a11}\"]",
            "[\"6f1c1b1e7a1d4a559c4e0d0d6b6f3a11\"]",
            "[\"6f1c-1b1e7a1d-4a55-9c4e-0d0d6b6f3a11\"]",
            "[1]",
            "[1,2,3]",
            "[1,2147483648]",
            "[9223372036854775808]",
            "[-9223372036854775808,9223372036854775807]",
            "[1.0]",
            "[1,1.5]",
            "[1e2,-0]",
            "[1.5,2.50,0.1]",
            "[1E400]",
            "[1e131071]",
            "[1e131072]",
            "[1,true]",
            "[true]",
            "[true,false]",
            "[true,null]",
            "[true,\"false\"]",
            "[true,0]",
            "[0.1234567890123456789012345678901234567890]",
            "[1,]",
            "[,1]",
            "[1 2]");

    private static final List<String> NESTED = List.of(
            "{}",
            "{\"id\":null}",
            "{\"id\":\"x\"}",
            "{\"id\":\"a\\\"b\\u20ac\"}",
            "{\"id\":" + UUID + "}",
            "{\"id\":1}",
            "{\"id\":1e2}",
            "{\"id\":1.0}",
            "{\"id\":true}",
            "{\"id\":[]}",
            "{\"id\":[\"a\",\"b\"]}",
            "{\"id\":[1,null]}",
            "{\"id\":{}}",
            "{\"id\":{\"id\":\"x\"}}",
            "{\"ID\":\"x\"}",
            "{\"id \":\"x\"}",
            "{\"other\":1}",
            "null",
            "\"x\"",
            "\"id\"",
            "1",
            "true",
            "[]",
            "[\"id\"]",
            "[{\"id\":\"x\"}]",
            "\"{\\\"id\\\":\\\"x\\\"}\"");

    private static final List<String> DEEPER = List.of(
            "{\"id\":{\"k\":\"x\"}}",
            "{\"id\":{\"k\":[1,2]}}",
            "{\"id\":{\"k\":null}}",
            "{\"id\":{}}",
            "{\"id\":null}",
            "{}",
            "null",
            "{\"id\":\"x\"}",
            "{\"id\":1}",
            "{\"id\":[]}",
            "{\"id\":[{\"k\":1}]}",
            "{\"k\":\"x\"}",
            "\"x\"",
            "{\"id\":{\"k\":{\"k\":1}}}");

    private ClaimCases() {}

    /** Those that fit into a token, and many that are none. */
    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(null, List.of("c")));
        cases.add(new Case(null, List.of("c", "id")));
        VALUES.forEach(json -> cases.add(new Case(json, List.of("c"))));
        NESTED.forEach(json -> cases.add(new Case(json, List.of("c", "id"))));
        DEEPER.forEach(json -> cases.add(new Case(json, List.of("c", "id", "k"))));
        // As much as 8 KiB hold.
        cases.add(new Case(array(2500, i -> "1"), List.of("c")));
        cases.add(new Case("1" + "0".repeat(3000), List.of("c")));
        cases.add(new Case("0." + "0".repeat(3000) + "1", List.of("c")));
        cases.add(new Case("[".repeat(200) + "]".repeat(200), List.of("c")));
        cases.add(new Case("{\"id\":1,\"id\":1}", List.of("c", "id")));
        cases.add(new Case("[{\"\\u0069d\":1,\"id\":1}]", List.of("c")));
        cases.add(new Case("\"\\u００２０\"", List.of("c")));
        cases.add(new Case(array(700, i -> "\"t" + i + "\""), List.of("c")));
        cases.add(new Case(array(140, i -> UUID), List.of("c")));
        return cases;
    }

    /** Those that are JSON in Java's eyes, and what no token holds. */
    static List<Case> withoutToken() {
        List<Case> cases = new ArrayList<>();
        for (Case each : all()) {
            try {
                object(each);
                cases.add(each);
            } catch (TokenRejectedException e) {
                // No JSON.
            }
        }
        cases.add(new Case(array(10_000, i -> "\"member " + i + "\""), List.of("c")));
        cases.add(new Case(array(10_000, i -> Integer.toString(i)), List.of("c")));
        cases.add(new Case("{\"id\":" + array(10_000, i -> i + ".5") + "}", List.of("c", "id")));
        return cases;
    }

    /** What an application may hand over that no parser makes. */
    static Map<String, Object> javaValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object value : new Object[] {
            1.0d,
            0.1d,
            1e10d,
            1e22d,
            1.5e300d,
            4.9e-324d,
            -0.0d,
            0.1f,
            16777217f,
            1e10f,
            (byte) 7,
            (short) -7,
            42,
            42L,
            BigInteger.TWO.pow(63),
            BigInteger.TWO.pow(63).subtract(BigInteger.ONE),
            BigInteger.TEN.pow(131_072),
            new BigDecimal("1e2"),
            new BigDecimal("1.00"),
            new BigDecimal("1e16383"),
            new BigDecimal("1e131071"),
            new BigDecimal("-12e131070"),
            new BigDecimal("1e131072"),
            new BigDecimal("1e-16383"),
            new BigDecimal("1e-16384"),
            BigInteger.TEN.pow(20_000),
            new BigDecimal("1" + "0".repeat(19_999) + "." + "3".repeat(10_000)),
            new BigDecimal("0e131072"),
            "a\0b",
            true
        }) {
            String name = value.toString();
            values.put(value.getClass().getSimpleName() + " " + name.substring(0, Math.min(40, name.length())), value);
        }
        values.put("a list of doubles", List.of(1.0, 2.5));
        values.put("a list with null", Collections.singletonList(null));
        return values;
    }

    static Map<String, Object> object(Case each) {
        return Json.object(Base64URL.encode(each.json() == null ? "{}" : "{\"c\":" + each.json() + "}")
                .toString());
    }

    private static String array(int size, java.util.function.IntFunction<String> element) {
        return IntStream.range(0, size).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }
}
