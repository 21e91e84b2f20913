package dev.rls.policy.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule: a query over the facts that tells object, problem and repair of what breaks it. The rules are SQL, so that a DBA
 * can read and run what is asked.
 *
 * @param id its stable id
 * @param risk what it means to break it
 * @param title what breaks it
 * @param sql the query
 */
public record CatalogRule(String id, Risk risk, String title, String sql) {

    private static final List<String> FILES =
            List.of("roles", "tables", "tenants", "policies", "views", "functions", "schema", "settings");

    private static final Pattern HEAD =
            Pattern.compile("^--rule (RLS7\\d\\d) (LEAK|WEAKENED|NOTE) (.+)$", Pattern.MULTILINE);

    /**
     * All rules.
     *
     * @return in the order of their ids
     */
    public static List<CatalogRule> all() {
        return Loaded.RULES;
    }

    /** The queries that the rules are written over: {@code with …}, parameters included. */
    static String facts() {
        return read("facts");
    }

    private static List<CatalogRule> parse(String file) {
        List<CatalogRule> rules = new ArrayList<>();
        String text = read(file);
        Matcher head = HEAD.matcher(text);
        boolean more = head.find();
        while (more) {
            String id = head.group(1);
            Risk risk = Risk.valueOf(head.group(2));
            String title = head.group(3);
            int start = head.end();
            more = head.find();
            rules.add(new CatalogRule(
                    id,
                    risk,
                    title,
                    text.substring(start, more ? head.start() : text.length()).strip()));
        }
        return rules;
    }

    private static String read(String file) {
        try (InputStream in = CatalogRule.class.getResourceAsStream(file + ".sql")) {
            if (in == null) {
                throw new IllegalStateException(file + ".sql is missing beside " + CatalogRule.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Loaded {
        static final List<CatalogRule> RULES =
                FILES.stream().flatMap(file -> parse(file).stream()).toList();
    }
}
