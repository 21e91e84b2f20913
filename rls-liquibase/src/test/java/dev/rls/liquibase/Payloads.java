package dev.rls.liquibase;

import dev.rls.fixtures.TestIssuer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Payloads as JSON text, so that they can say what no JSON library would write. */
final class Payloads {

    private Payloads() {}

    /** The members of a good payload, values as JSON text. */
    static Map<String, String> good() {
        long now = Instant.now().getEpochSecond();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("iss", '"' + TestIssuer.ISSUER + '"');
        members.put("aud", '"' + TestIssuer.AUDIENCE + '"');
        members.put("iat", Long.toString(now));
        members.put("exp", Long.toString(now + 3600));
        members.put("tenant_id", "\"acme\"");
        return members;
    }

    /** A good payload with one member of another value, or without it if the value is null. */
    static String with(String name, String json) {
        Map<String, String> members = good();
        if (json == null) {
            members.remove(name);
        } else {
            members.put(name, json);
        }
        return text(members);
    }

    /** A good payload with more text before its closing brace. */
    static String plus(String text) {
        String good = text(good());
        return good.substring(0, good.length() - 1) + "," + text + "}";
    }

    static String inSeconds(long seconds) {
        return Long.toString(Instant.now().getEpochSecond() + seconds);
    }

    static String text(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
