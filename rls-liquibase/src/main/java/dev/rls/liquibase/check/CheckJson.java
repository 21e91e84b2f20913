package dev.rls.liquibase.check;

import dev.rls.policy.Json;
import dev.rls.policy.catalog.CatalogFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result for machines. Members are added to the format, never renamed or removed, or its number changes. */
final class CheckJson {

    private static final int FORMAT = 1;

    private CheckJson() {}

    static String write(CheckResult result) {
        List<Object> ignored = new ArrayList<>();
        result.ignored().forEach((finding, ignore) -> {
            Map<String, Object> entry = entry(finding);
            entry.put("reason", ignore.reason());
            ignored.add(entry);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("database", result.report().database());
        json.put("judged", result.report().judged());
        json.put("findings", result.findings().stream().map(CheckJson::entry).toList());
        json.put("ignored", ignored);
        return Json.write(json) + "\n";
    }

    private static Map<String, Object> entry(CatalogFinding finding) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", finding.id());
        entry.put("risk", finding.risk().name());
        entry.put("object", finding.object());
        entry.put("problem", finding.problem());
        entry.put("repair", finding.repair());
        return entry;
    }
}
