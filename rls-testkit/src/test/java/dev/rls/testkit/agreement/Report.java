package dev.rls.testkit.agreement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code agreement.json}. */
final class Report {

    private Report() {}

    static void write(Path file, long seed, Agreement agreement) {
        Tally tally = agreement.tally();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("cases", tally.cases());
        report.put("distinctPolicies", tally.distinctPolicies());
        report.put("mixedShare", String.format(Locale.ROOT, "%.4f", tally.mixedShare()));
        report.put("seed", seed);
        report.put("digest", quoted(tally.digest()));
        report.put("digestOfFirst1000", quoted(tally.digestOfFirst()));
        report.put("disagreements", tally.disagreements().size());
        report.put("operators", object(tally.operators()));
        report.put("shapes", object(tally.shapes()));
        report.put("operations", object(tally.operations()));
        report.put("outcomes", object(tally.outcomes()));
        report.put("claimsOfWrongType", object(tally.wrongTypes()));
        report.put("mutantsKilled", array(agreement.mutants().killed()));
        report.put("mutantsAlive", array(agreement.mutants().alive()));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, object(report, "\n  ", "\n") + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String object(Map<String, ?> members) {
        return object(members, "\n    ", "\n  ");
    }

    private static String object(Map<String, ?> members, String before, String end) {
        return members.entrySet().stream()
                .map(member -> before + quoted(member.getKey()) + ": " + member.getValue())
                .collect(Collectors.joining(",", "{", end + "}"));
    }

    private static String array(Collection<String> elements) {
        return elements.stream()
                .map(element -> "\n    " + quoted(element))
                .collect(Collectors.joining(",", "[", "\n  ]"));
    }

    /** None of the names has anything to escape but quotes. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
