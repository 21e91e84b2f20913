package dev.rls.policy.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.policy.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    private static final List<String> ODD_NAMES = List.of(
            "a",
            "_a",
            "a1",
            "A",
            "Invoice",
            "1a",
            "a b",
            " a ",
            "a-b",
            "a.b",
            "a$b",
            "$a",
            "größe",
            "Größe",
            "名前",
            "é",
            "a\"b",
            "\"",
            "a'b",
            "a\\b",
            "a;b",
            "a--b",
            "a/*b",
            "a\nb",
            "a\tb",
            "${a}",
            ":a",
            "?",
            "%s",
            "ı",
            "İ",
            "\u202Ea",
            "\uD83D\uDE00",
            "a".repeat(63));

    private static final List<String> ODD_TEXTS = List.of(
            "",
            "a",
            "'",
            "''",
            "\\",
            "\\'",
            "'\\",
            "\\\\",
            "\\n",
            "\\x41",
            "\\u0041",
            "a\nb",
            "\t",
            "\u0001",
            "\u007F",
            "--",
            "/*",
            "$$",
            "${a}",
            "\"",
            "?",
            ":a",
            "'); drop table invoice; --",
            "\\'; drop table invoice; --",
            "é😀",
            "E'a'",
            "https://acme.example/tenant");

    @ParameterizedTest
    @EnumSource
    void quotesKeywordsAndOddNamesLikePostgres(PostgresServer.Version version) throws SQLException {
        Sql sql = PostgresServer.of(version).createDatabase().migrator();
        List<String> names = new ArrayList<>(ODD_NAMES);
        names.addAll(sql.column("select word from pg_get_keywords() order by word"));

        List<String> different = new ArrayList<>();
        for (String name : names) {
            String theirs = sql.value("select quote_ident(?)", name);
            if (!SqlText.identifier(name).equals(theirs)) {
                different.add(name + " " + theirs);
            }
        }
        assertThat(different).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aTableAndItsColumnComeBackUnderEveryName(PostgresServer.Version version) throws SQLException {
        TestDatabase database = PostgresServer.of(version).createDatabase();
        List<String> names = new ArrayList<>(ODD_NAMES);
        names.addAll(database.migrator().column("select word from pg_get_keywords()"));
        try (Connection connection = database.migrator().connect()) {
            for (String name : names) {
                String table = SqlText.table(new TableName("public", name));
                String column = SqlText.identifier(name);
                Sql.execute(connection, "create table " + table + " (" + column + " text)");
            }
            assertThat(Sql.column(
                            connection,
                            "select relname from pg_class c join pg_attribute a on attrelid = c.oid and attnum = 1"
                                    + " where relnamespace = 'public'::regnamespace and attname = relname"))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLiteralReadsTheSameUnderBothSettingsOfConformance(PostgresServer.Version version) throws SQLException {
        try (Connection connection =
                PostgresServer.of(version).createDatabase().application().connect()) {
            for (String setting : List.of("on", "off")) {
                Sql.execute(
                        connection, "set standard_conforming_strings = " + setting, "set escape_string_warning = off");
                for (String text : ODD_TEXTS) {
                    assertThat(Sql.column(connection, "select " + SqlText.literal(text)))
                            .containsExactly(text);
                    assertThat(Sql.column(connection, "select quote_literal(?)", text))
                            .containsExactly(SqlText.literal(text));
                }
            }
        }
    }

    @Test
    void nulIsRefusedAndSoIsAnEmptyName() {
        assertThatThrownBy(() -> SqlText.literal("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SqlText.identifier("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SqlText.identifier("")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice", "Order Lines", "größe", "名前", "a$b", "R&D", "2024", "a-b", "a.b", "x#@_"})
    void aNameOfLettersDigitsAndAFewSignsIsSafe(String name) {
        assertThat(SqlText.isSafe(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " a",
                "a ",
                "a  b",
                "a\nb",
                "a\rb",
                "a\tb",
                "a\0b",
                "a\u0085b",
                "a\u2028b",
                "a\u202Eb",
                "a\uD83Db",
                "a;b",
                "a\"b",
                "a'b",
                "a`b",
                "a\\b",
                "a/*b",
                "a--b",
                "${a}",
                "a:b",
                "a?b",
                "{a}",
                "(a)",
                "a%b",
                "a,b",
                "DatabaseChangesetId"
            })
    void aNameThatSqlLiquibaseOrHibernateCouldMisreadIsNot(String name) {
        assertThat(SqlText.isSafe(name)).isFalse();
    }

    @Test
    void aNameThatPostgresWouldCutOffIsNotSafe() {
        assertThat(SqlText.isSafe("a".repeat(63))).isTrue();
        assertThat(SqlText.isSafe("a".repeat(64))).isFalse();
        assertThat(SqlText.isSafe("ä".repeat(32))).as("64 bytes").isFalse();
    }
}
