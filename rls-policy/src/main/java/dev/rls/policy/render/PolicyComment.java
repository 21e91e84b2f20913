package dev.rls.policy.render;

import dev.rls.policy.RuleDeclaration;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the annotations of an entity say, on one line of a changelog. */
final class PolicyComment {

    /** What could end the line, begin a comment or a changeset, name a property of Liquibase, or deceive the eye. */
    private static final Pattern UNSAFE =
            Pattern.compile("(?i)--+|/\\*|\\*/|changeset|[^\\p{L}\\p{Nd} _.,:'()=<>|%+/@!*-]+");

    private static final int LONGEST = 160;

    private PolicyComment() {}

    static String of(ScopedEntity entity) {
        List<String> parts = new ArrayList<>();
        TenantDeclaration tenant = entity.declaration().tenant();
        if (tenant != null) {
            parts.add(tenant(tenant));
        }
        entity.declaration().rules().forEach(rule -> parts.add(rule(rule)));
        return String.join("; ", parts);
    }

    private static String tenant(TenantDeclaration tenant) {
        if (!tenant.via().isEmpty()) {
            return "tenant of " + tenant.via();
        }
        return tenant.attribute() + " is claim " + tenant.claim()
                + (tenant.shared() ? ", rows without are shared" : "");
    }

    private static String rule(RuleDeclaration rule) {
        StringBuilder text = new StringBuilder(rule.name());
        if (rule.on().size() < 4) {
            List<String> names = rule.on().stream()
                    .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                    .toList();
            text.append(" on ").append(String.join(", ", names));
        }
        if (!rule.using().isBlank()) {
            text.append(": ").append(readable(rule.using()));
        }
        if (!rule.check().isBlank()) {
            text.append(rule.using().isBlank() ? ": " : ", ").append("check ").append(readable(rule.check()));
        }
        return text.toString();
    }

    private static String readable(String condition) {
        String line = UNSAFE.matcher(condition.strip().replaceAll("\\s+", " ")).replaceAll("…");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
