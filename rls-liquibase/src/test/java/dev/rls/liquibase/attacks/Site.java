package dev.rls.liquibase.attacks;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.liquibase.AttackedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The databases of one version: a copy for each rule, one with it and one without, until an attack has changed it. */
final class Site {

    /** For the superuser who takes a rule away: replaces text in a function, or fails. */
    private static final String EDIT = """
            create function pg_temp.edit(edited regprocedure, text_ text, other text) returns void language plpgsql as $edit$
            declare
              old constant text := pg_get_functiondef(edited);
            begin
              if strpos(old, text_) = 0 then
                raise exception '% has no "%"', edited, text_;
              end if;
              execute replace(old, text_, other);
            end $edit$""";

    private record Need(List<String> given, List<String> taken) {}

    private final Version version;
    private final TestDatabase template;
    private final Tokens tokens = new Tokens();
    private final List<String> secrets;
    private final Map<Need, TestDatabase> databases = new HashMap<>();
    private final Map<TestDatabase, State> states = new HashMap<>();
    private final Map<TestDatabase, State> settled = new HashMap<>();

    Site(Version version) throws SQLException {
        this.version = version;
        template = AttackedDatabase.create(version);
        tokens.register(template);
        secrets = State.secrets(template);
    }

    Tokens tokens() {
        return tokens;
    }

    /** What nobody but {@code rls_owner} may know, as text. */
    List<String> secrets() {
        return secrets;
    }

    /** A database that mistakes were made in and a rule was taken from. */
    TestDatabase database(List<String> given, List<String> taken) throws SQLException {
        Need need = new Need(given, taken);
        TestDatabase known = databases.get(need);
        if (known != null) {
            return known;
        }
        TestDatabase database = PostgresServer.of(version).copy(template);
        databases.put(need, database);
        try (Connection superuser = database.superuser().connect()) {
            Sql.execute(superuser, EDIT);
            for (List<String> statements : List.of(given, taken)) {
                for (String statement : statements) {
                    Sql.execute(superuser, in(database, statement));
                }
            }
        }
        states.put(database, State.of(database));
        return database;
    }

    /** What has changed until now was not the attacker. */
    void settle(TestDatabase database) throws SQLException {
        settled.put(database, State.of(database));
    }

    /** Whether the attack did harm; the next one finds what this one did. */
    boolean isHarmed(TestDatabase database) throws SQLException {
        State original = Objects.requireNonNull(states.get(database));
        State before = settled.getOrDefault(database, original);
        settled.remove(database);
        State after = State.of(database);
        if (!after.rest().equals(original.rest()) || !after.equals(original) && !isRestored(database, original)) {
            discard(database);
        }
        return after.isHarmed(before);
    }

    /** Rows alone are given back faster than a database; in a control a table may be something else by now. */
    private static boolean isRestored(TestDatabase database, State original) {
        try {
            AttackedDatabase.restoreRows(database);
            return State.of(database).equals(original);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The next attack gets another copy. */
    void discard(TestDatabase database) {
        if (databases.values().remove(database)) {
            states.remove(database);
            PostgresServer.of(version).drop(database);
        }
    }

    /** Gives back what all databases share. */
    void undo(List<String> statements) throws SQLException {
        for (String statement : statements) {
            template.superuser().execute(statement);
        }
    }

    void close() {
        new ArrayList<>(databases.values()).forEach(this::discard);
    }

    private static String in(TestDatabase database, String statement) {
        return statement.replace("select edit(", "select pg_temp.edit(").replace("{database}", database.name());
    }
}
