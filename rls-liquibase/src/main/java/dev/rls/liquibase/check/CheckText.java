package dev.rls.liquibase.check;

import dev.rls.policy.catalog.CatalogFinding;
import java.util.stream.Collectors;

/** A result for people. */
final class CheckText {

    private CheckText() {}

    static String write(CheckResult result) {
        StringBuilder out = new StringBuilder("Database %s, judged for %s\n"
                .formatted(
                        result.report().database(),
                        String.join(", ", result.report().judged())));
        for (CatalogFinding finding : result.findings()) {
            out.append(
                    "\n%s %s %s\n  %s\n".formatted(finding.risk(), finding.id(), finding.object(), finding.problem()));
            pasted(finding.repair())
                    .lines()
                    .forEach(line -> out.append("    ").append(line).append('\n'));
        }
        result.ignored()
                .forEach((finding, ignore) ->
                        out.append("\nignored %s %s: %s\n".formatted(finding.id(), finding.object(), ignore.reason())));
        return out.append("\n").append(summary(result)).append('\n').toString();
    }

    /** As psql wants it: a comment ends with its line, a statement does not. */
    private static String pasted(String repair) {
        return repair.startsWith("--") ? repair : repair + ";";
    }

    private static String summary(CheckResult result) {
        if (result.findings().isEmpty()) {
            return "Nothing found.";
        }
        return result.findings().stream()
                .collect(Collectors.groupingBy(CatalogFinding::risk, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(risk -> risk.getValue() + " " + risk.getKey())
                .collect(Collectors.joining(", "));
    }
}
