package dev.rls.liquibase.check;

import dev.rls.policy.catalog.CatalogFinding;
import dev.rls.policy.catalog.CatalogReport;
import dev.rls.policy.catalog.Risk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report after what is ignored was set aside.
 *
 * @param report the report
 * @param findings what is left
 * @param ignored what was set aside, and why
 * @param unused what ignores nothing
 */
record CheckResult(
        CatalogReport report, List<CatalogFinding> findings, Map<CatalogFinding, Ignore> ignored, List<Ignore> unused) {

    static CheckResult of(CatalogReport report, List<Ignore> ignores) {
        List<CatalogFinding> findings = new ArrayList<>();
        Map<CatalogFinding, Ignore> ignored = new LinkedHashMap<>();
        for (CatalogFinding finding : report.findings()) {
            ignores.stream()
                    .filter(ignore -> ignore.covers(finding))
                    .findFirst()
                    .ifPresentOrElse(ignore -> ignored.put(finding, ignore), () -> findings.add(finding));
        }
        List<Ignore> unused = new ArrayList<>(ignores);
        unused.removeAll(ignored.values());
        return new CheckResult(report, findings, ignored, unused);
    }

    /** Notes weigh nothing. */
    boolean isSound() {
        return findings.stream().allMatch(finding -> finding.risk() == Risk.NOTE);
    }
}
