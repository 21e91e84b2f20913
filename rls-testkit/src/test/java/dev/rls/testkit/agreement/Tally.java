package dev.rls.testkit.agreement;

import dev.rls.testkit.internal.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was counted. */
final class Tally {

    private final Set<Integer> policies = new HashSet<>();
    private final Map<String, Integer> operators = new TreeMap<>();
    private final Map<String, Integer> shapes = new TreeMap<>();
    private final Map<String, Integer> operations = new TreeMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> wrongTypes = new TreeMap<>();
    private final Map<Integer, byte[]> digests = new TreeMap<>();
    private final List<Disagreement> disagreements = new ArrayList<>();
    private int cases;
    private int mixed;

    synchronized void policy(EntitySpec doc) {
        if (policies.add(doc.policies().hashCode())) {
            doc.rules()
                    .forEach(rule -> rule.operators().forEach(operator -> operators.merge(operator, 1, Integer::sum)));
            doc.shapes().forEach(shape -> shapes.merge(shape.name(), 1, Integer::sum));
            shapes.merge("TENANT_" + doc.tenancy(), 1, Integer::sum);
        }
    }

    synchronized void agreed(Case found, Outcome outcome, Verdict verdict, boolean isMixed) {
        cases++;
        if (!found.unread().isEmpty()) {
            wrongTypes.merge(verdict.name(), 1, Integer::sum);
        }
        mixed += isMixed ? 1 : 0;
        operations.merge(found.act().kind().name(), 1, Integer::sum);
        outcomes.merge(found.act().kind() + ": " + outcome.text().replaceAll("[\\[0-9:].*", "…"), 1, Integer::sum);
    }

    synchronized void disagreed(Disagreement disagreement) {
        cases++;
        disagreements.add(disagreement);
    }

    synchronized void digest(int batch, byte[] digest) {
        digests.put(batch, digest);
    }

    int cases() {
        return cases;
    }

    int distinctPolicies() {
        return policies.size();
    }

    double mixedShare() {
        return cases == 0 ? 0 : (double) mixed / cases;
    }

    List<Disagreement> disagreements() {
        return disagreements;
    }

    Map<String, Integer> operators() {
        return operators;
    }

    Map<String, Integer> shapes() {
        return shapes;
    }

    Map<String, Integer> operations() {
        return operations;
    }

    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** Cases in which a claim has a wrong type, by verdict; ALIKE where no policy of the operation uses the claim. */
    Map<String, Integer> wrongTypes() {
        return wrongTypes;
    }

    /** Of the first thousand cases. */
    String digestOfFirst() {
        byte[] first = digests.get(0);
        return first == null ? "" : HexFormat.of().formatHex(first);
    }

    /** Of all cases, in the order of their batches. */
    String digest() {
        MessageDigest digest = sha256();
        digests.values().forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static void add(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
