package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import dev.rls.policy.render.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.IllegalIdentifierException;
import org.hibernate.boot.model.naming.PhysicalNamingStrategy;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The strategies against the real ones of Hibernate, the folding against the real one of PostgreSQL. */
class NamingStrategyTest {

    private static final List<String> NAMES = List.of(
            "a",
            "A",
            "tenantId",
            "TenantId",
            "tenantID",
            "TENANT_ID",
            "tenant_Id",
            "HTTPServer",
            "httpURL2Id",
            "a1B2c",
            "aB",
            "abC",
            "aBc",
            "aB1",
            "x1Y",
            "Order$Line",
            "order$Line",
            "_tenantId",
            "a.b",
            "aB.cD",
            "a b",
            "aB cD",
            "1tenantId",
            "$a",
            "a-B",
            "größeÄndern",
            "Größe",
            "ÄndernÖl",
            "İstanbul",
            "ıI",
            "`TenantId`",
            "\"TenantId\"",
            "[TenantId]",
            "`a",
            "``",
            "\"\"",
            "[]",
            "`a`",
            "[a`",
            " tenantId ",
            "\ttenantId\n",
            " `TenantId` ",
            "` a `",
            "`tenantId",
            "Ǆabc",
            "aǅb");

    @Test
    void namesAreReadAndTurnedAsHibernateDoes() {
        for (String name : names()) {
            Identifier theirs;
            try {
                theirs = Identifier.toIdentifier(name);
            } catch (IllegalIdentifierException e) {
                assertThat(SqlText.isSafe(Name.of(name).text())).as(name).isFalse();
                continue;
            }
            assertThat(Name.of(name)).as(name).isEqualTo(name(theirs));
            assertThat(Name.of(name).snakeCase())
                    .as(name)
                    .isEqualTo(name(column(new PhysicalNamingStrategySnakeCaseImpl(), theirs)));
            assertThat(NamingStrategy.SPRING.stored(name))
                    .as(name)
                    .isEqualTo(name(column(new PhysicalNamingStrategySnakeCaseImpl(), theirs))
                            .stored());
            assertThat(NamingStrategy.JPA.stored(name))
                    .as(name)
                    .isEqualTo(name(column(new PhysicalNamingStrategyStandardImpl(), theirs))
                            .stored());
        }
    }

    @Test
    void springBootSetsTheStrategyThatIsMirrored() {
        assertThat(NamingStrategy.SPRING.stored("TenantId")).isEqualTo("tenant_id");
        assertThat(NamingStrategy.SPRING.stored("`TenantId`")).isEqualTo("TenantId");
        assertThat(NamingStrategy.JPA.stored("TenantId")).isEqualTo("tenantid");
        assertThat(NamingStrategy.JPA.stored("`TenantId`")).isEqualTo("TenantId");
    }

    @ParameterizedTest
    @EnumSource
    void namesAreFoldedAsPostgresDoes(PostgresServer.Version version) throws SQLException {
        List<String> unquoted = List.of("tenantId", "TENANT_ID", "Größe", "ÄÖÜ", "İstanbul", "ΑΒΓ", "Имя", "a$B", "É1");
        try (Connection connection =
                PostgresServer.of(version).createDatabase().migrator().connect()) {
            for (String name : unquoted) {
                Sql.execute(connection, "create table " + name + "()");
            }
            assertThat(Sql.column(
                            connection, "select relname from pg_class where relnamespace = 'public'::regnamespace"))
                    .containsExactlyInAnyOrderElementsOf(
                            unquoted.stream().map(NamingStrategy.JPA::stored).toList());
        }
    }

    private static List<String> names() {
        long seed = System.nanoTime();
        System.out.println("NamingStrategyTest generates names with seed " + seed);
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(NAMES);
        String alphabet = "abcXYZ019__$. -`\"[]äÖİ";
        for (int i = 0; i < 5000; i++) {
            String name = random.ints(1 + random.nextInt(10), 0, alphabet.length())
                    .mapToObj(index -> alphabet.substring(index, index + 1))
                    .collect(Collectors.joining());
            if (!name.isBlank()) {
                names.add(name);
            }
        }
        return names;
    }

    @SuppressWarnings("NullAway") // the strategies do not look at the environment
    private static Identifier column(PhysicalNamingStrategy strategy, Identifier logical) {
        return strategy.toPhysicalColumnName(logical, null);
    }

    private static Name name(Identifier identifier) {
        return new Name(identifier.getText(), identifier.isQuoted());
    }
}
