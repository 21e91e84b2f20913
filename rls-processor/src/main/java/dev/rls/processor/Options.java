package dev.rls.processor;

import dev.rls.policy.PolicyIndex;
import dev.rls.policy.condition.ClaimPath;
import dev.rls.policy.render.SqlText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the build may set.
 *
 * @param unit names the files
 * @param schema where tables are that name no schema; like {@code hibernate.default_schema} it can be quoted and is
 *     not subject to the naming strategy
 * @param naming turns names of annotations into names of the database
 * @param appRole the group of the application's logins, as PostgreSQL stores its name
 * @param requiredClaims without which the verifiers take no token
 */
record Options(String unit, String schema, NamingStrategy naming, String appRole, List<ClaimPath> requiredClaims) {

    static final String UNIT = "rls.unit";
    static final String SCHEMA = "rls.schema";
    static final String NAMING = "rls.naming";
    static final String APP_ROLE = "rls.appRole";
    static final String REQUIRED_CLAIMS = "rls.requiredClaims";

    /** Reads the options; empty after a diagnostic if one of them is wrong. */
    static Optional<Options> of(Map<String, String> values, Diagnostics diagnostics) {
        String unit = value(UNIT, PolicyIndex.DEFAULT_UNIT, values);
        String schema = value(SCHEMA, "public", values);
        String naming = value(NAMING, NamingStrategy.JPA.option(), values);
        Optional<NamingStrategy> strategy = Arrays.stream(NamingStrategy.values())
                .filter(candidate -> candidate.option().equals(naming))
                .findFirst();
        boolean right = true;
        if (!PolicyIndex.isUnit(unit)) {
            wrong(UNIT, unit, "lower-case letters, digits, \".\", \"_\" and \"-\", as in \"app\"", diagnostics);
            right = false;
        }
        Name schemaName = Name.of(schema);
        if (!SqlText.isSafe(schemaName.text())) {
            wrong(SCHEMA, schema, "the name of a schema, as in \"public\"", diagnostics);
            right = false;
        }
        if (strategy.isEmpty()) {
            String allowed = Arrays.stream(NamingStrategy.values())
                    .map(NamingStrategy::option)
                    .collect(Collectors.joining("\" or \"", "\"", "\""));
            wrong(NAMING, naming, allowed, diagnostics);
        }
        Name appRole = Name.of(value(APP_ROLE, PolicyIndex.DEFAULT_APP_ROLE, values));
        if (!SqlText.isSafe(appRole.text())) {
            wrong(APP_ROLE, appRole.text(), "the name of a role, as in \"rls_app\"", diagnostics);
            right = false;
        }
        Optional<List<ClaimPath>> required = claims(value(REQUIRED_CLAIMS, "", values), diagnostics);
        return right && required.isPresent()
                ? strategy.map(found -> new Options(unit, schemaName.stored(), found, appRole.stored(), required.get()))
                : Optional.empty();
    }

    /** What is set; javac sets null where nothing follows the name, with or without {@code =}, and that reads as empty. */
    private static String value(String option, String otherwise, Map<String, String> values) {
        return values.containsKey(option) ? Objects.requireNonNullElse(values.get(option), "") : otherwise;
    }

    private static Optional<List<ClaimPath>> claims(String value, Diagnostics diagnostics) {
        if (value.isBlank()) {
            return Optional.of(List.of());
        }
        try {
            // No name of a claim has a comma.
            return Optional.of(Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .map(ClaimPath::of)
                    .toList());
        } catch (IllegalArgumentException e) {
            wrong(
                    REQUIRED_CLAIMS,
                    value,
                    "claims as conditions name them, with commas between, as in \"roles,org.id\"",
                    diagnostics);
            return Optional.empty();
        }
    }

    private static void wrong(String option, String value, String allowed, Diagnostics diagnostics) {
        diagnostics.report(Message.OPTION, Place.NOWHERE, option, value, allowed);
    }
}
