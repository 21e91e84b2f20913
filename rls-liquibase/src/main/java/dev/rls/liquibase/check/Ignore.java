package dev.rls.liquibase.check;

import dev.rls.liquibase.internal.NotRunException;
import dev.rls.policy.catalog.CatalogFinding;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finding that somebody has looked at and accepts.
 *
 * @param rule the id of the rule
 * @param object the object, as the finding names it
 * @param reason why
 */
record Ignore(String rule, String object, String reason) {

    private static final Pattern FORM = Pattern.compile("(RLS7\\d\\d):([^=]*[^=\\s])=(.*\\S.*)");

    static Ignore parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new NotRunException("--ignore " + text
                    + " is none: write the id of the rule, the object and why, as in --ignore"
                    + " 'RLS720:public.country=the same for all tenants'");
        }
        return new Ignore(form.group(1), form.group(2), form.group(3).strip());
    }

    boolean covers(CatalogFinding finding) {
        return finding.id().equals(rule) && finding.object().equals(object);
    }
}
