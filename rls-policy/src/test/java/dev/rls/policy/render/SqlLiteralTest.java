package dev.rls.policy.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLiteralTest {

    private static final List<String> ODD = List.of(
            "",
            "it's",
            "größe 名前",
            "a\\b",
            "${a}",
            ":a :'a'",
            "a;b",
            "a--b---c",
            "/* a */",
            "?",
            "\"",
            "$$",
            "a\nb\r\t\u0001\u007F",
            "\u202Ea\u200B\uFEFF\u00AD",
            "e\u0301",
            "\u00A0",
            "\uD83D\uDE00",
            "\uFFFF",
            "--ChangeSet a:1");

    @Test
    void whatIsPlainStays() {
        assertThat(SqlLiteral.text("it's 50 % (a/b) + c@d.e, 名前!")).isEqualTo("'it''s 50 % (a/b) + c@d.e, 名前!'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$", "{", "}", ":", ";", "?", "\\", "*", "\"", "`", "\n", "\u202E", "\u0301", "|", "^", "~"})
    void whatCouldBeReadAsMoreIsEscaped(String value) {
        assertThat(SqlLiteral.text(value)).isEqualTo("E'\\u%04X'".formatted((int) value.charAt(0)));
    }

    @Test
    void nothingInALiteralLooksLikeAToolsOwn() {
        assertThat(ODD)
                .map(SqlLiteral::text)
                .noneMatch(literal -> literal.matches("(?is).*(--|/\\*|\\$|[{};:?\\n]|changeset).*"))
                .doesNotHaveDuplicates();
        assertThat(SqlLiteral.text("a--b---c")).isEqualTo("E'a-\\u002Db-\\u002D\\u002Dc'");
        assertThat(SqlLiteral.text("\uD83D\uDE00")).isEqualTo("E'\\U0001F600'");
        assertThat(SqlLiteral.text("ChangeSet")).isEqualTo("E'\\u0043hangeSet'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\uD83D", "a\uDE00b"})
    void whatPostgresHasNoTextOfIsRefused(String value) {
        assertThatThrownBy(() -> SqlLiteral.text(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void postgresReadsWhatWasMeant(PostgresServer.Version version) throws SQLException {
        try (Connection connection =
                PostgresServer.of(version).createDatabase().application().connect()) {
            for (String setting : List.of("on", "off")) {
                Sql.execute(connection, "set standard_conforming_strings = " + setting);
                for (String value : ODD) {
                    assertThat(Sql.column(connection, "select " + SqlLiteral.text(value)))
                            .containsExactly(value);
                }
            }
        }
    }
}
