package dev.rls.liquibase.attacks;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.liquibase.AttackedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All attacks on all versions, with the rules and without. */
final class Trial {

    enum Outcome {
        BLOCKED,
        SUCCEEDS,
        NOT_APPLICABLE;

        @Override
        public String toString() {
            return this == BLOCKED ? "blocked" : this == SUCCEEDS ? "succeeds" : "n/a";
        }
    }

    /**
     * What came of an attack.
     *
     * @param ruled with all rules
     * @param control without the one that stops it
     */
    record Result(Outcome ruled, Outcome control) {}

    private static final String HARMLESS = """
            select not (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolreplication or exists (
              select from pg_class c where c.relnamespace in ('public'::regnamespace, 'rls'::regnamespace)
                and pg_has_role(r.oid, c.relowner, 'member')))
            from pg_roles r where r.rolname = 'application'""";

    private final Map<Attack, Map<Version, Result>> results = new LinkedHashMap<>();

    /** What is wrong with the attacks themselves. */
    private final List<String> broken = new ArrayList<>();

    /** What the attacker was told last. */
    private String loot = "";

    static Trial of(List<Attack> attacks) throws Exception {
        Trial trial = new Trial();
        attacks.forEach(attack -> trial.results.put(attack, new EnumMap<>(Version.class)));
        for (Version version : Version.values()) {
            Site site = new Site(version);
            for (Attack attack : attacks) {
                trial.results.get(attack).put(version, trial.of(attack, version, site));
            }
            site.close();
        }
        return trial;
    }

    private Result of(Attack attack, Version version, Site site) throws Exception {
        if (number(version) < attack.since()) {
            return new Result(Outcome.NOT_APPLICABLE, Outcome.NOT_APPLICABLE);
        }
        try {
            Outcome ruled = ruled(attack, version, site);
            return new Result(ruled, attack.isOpen() ? Outcome.NOT_APPLICABLE : control(attack, version, site));
        } catch (SQLException e) {
            broken.add(attack + " cannot be tried on " + version + ": " + e);
            return new Result(Outcome.NOT_APPLICABLE, Outcome.NOT_APPLICABLE);
        }
    }

    private static int number(Version version) {
        return Integer.parseInt(version.name().substring(1));
    }

    private Outcome ruled(Attack attack, Version version, Site site) throws Exception {
        TestDatabase database =
                site.database(attack.isOpen() ? List.of() : attack.rule().given(), List.of());
        if (!"t".equals(database.superuser().value(HARMLESS))) {
            broken.add(attack + " is tried on " + version + " by a login that is more than the application");
        }
        Outcome outcome = outcome(attack, site, database, false);
        if (outcome == Outcome.SUCCEEDS && !attack.isOpen()) {
            broken.add(attack + " succeeds on " + version + ": " + beginning(loot));
        }
        return outcome;
    }

    private Outcome control(Attack attack, Version version, Site site) throws Exception {
        Rule rule = attack.rule();
        Outcome outcome = outcome(attack, site, site.database(rule.given(), rule.taken()), true);
        if (outcome == Outcome.BLOCKED) {
            broken.add(attack + " does not succeed on " + version + " without \"" + rule.says() + "\": "
                    + beginning(loot));
        }
        return outcome;
    }

    private Outcome outcome(Attack attack, Site site, TestDatabase database, boolean ruleTaken) throws Exception {
        loot = "";
        try (Attacker attacker = new Attacker(site, database, ruleTaken)) {
            attack.script().run(attacker);
            loot = attacker.told();
        } catch (SQLException | RuntimeException e) {
            broken.add(attack + " breaks off: " + e);
        }
        try {
            boolean harmed = site.isHarmed(database);
            loot += harmed ? "harmed" : "";
            return harmed || isLoot(site, loot) ? Outcome.SUCCEEDS : Outcome.BLOCKED;
        } finally {
            if (!attack.isOpen() && !attack.rule().undo().isEmpty()) {
                site.discard(database);
                site.undo(attack.rule().undo());
            }
        }
    }

    private static String beginning(String told) {
        return told.substring(0, Math.min(told.length(), 3000));
    }

    private static boolean isLoot(Site site, String told) {
        String dense = told.replaceAll("\\s+", "");
        return told.contains(AttackedDatabase.LOOT)
                || told.contains(Attacker.SUCCESS)
                || site.secrets().stream().anyMatch(dense::contains);
    }

    Map<Attack, Map<Version, Result>> results() {
        return results;
    }

    List<String> broken() {
        return broken;
    }
}
