package dev.rls.hibernate.internal.jdbc;

import static dev.rls.fixtures.Sql.column;
import static dev.rls.fixtures.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.rls.fixtures.PostgresServer.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The driver keeps statements on the server under names that can be guessed, and SQL text can put another under such a name.
 * The next borrower must not run it under his claims.
 */
class SwappedStatementTest {

    private static final String TITLES = "select title from invoice order by id";
    private static final String NAME = "select name from pg_prepared_statements where statement = ?";
    private static final String LOOT = "select set_config('loot.title', title, false) from invoice";

    @ParameterizedTest
    @EnumSource
    void whatComesAfterTheBindIsKeptOnTheServerAndTheBindIsNot(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        try (HikariDataSource pool = pool(tenants);
                Connection acme = Bound.connect(pool, tenants.of("acme"))) {
            readOften(acme);
            assertThat(column(acme, "select statement from pg_prepared_statements"))
                    .contains(TITLES, "COMMIT")
                    .noneMatch(statement -> statement.contains("rls."));
            acme.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQueryOfTheDriverThatWasSwapped(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        assertThat(lootOf(tenants, TITLES)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void theCommitOfTheDriverThatWasSwapped(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        assertThat(lootOf(tenants, "COMMIT")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void controlWhatTheBindDoesNotDropIsRun(Version version) throws SQLException {
        TenantDatabase tenants = TenantDatabase.fresh(version);
        String function = tenants.database()
                .superuser()
                .value("select pg_get_functiondef('rls.forget_prepared()'::regprocedure)");
        try {
            tenants.database()
                    .superuser()
                    .execute("create or replace function rls.forget_prepared() returns void language sql as ''");
            assertThat(lootOf(tenants, TITLES)).isEqualTo("g1");
        } finally {
            tenants.database().superuser().execute(function);
        }
    }

    /** What globex leaves behind who borrows a connection in which a statement was swapped, and reads as often as acme did. */
    private static @Nullable String lootOf(TenantDatabase tenants, String statement) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (HikariDataSource pool = pool(tenants)) {
            try (Connection acme = Bound.connect(pool, tenants.of("acme"))) {
                readOften(acme);
                acme.setAutoCommit(true);
                String name = column(acme, NAME, statement).get(0);
                execute(acme, "deallocate \"%1$s\"; prepare \"%1$s\" as %2$s".formatted(name, LOOT));
            }
            try (Connection globex = Bound.connect(pool, tenants.of("globex"))) {
                globex.setAutoCommit(false);
                for (int i = 0; i < 2; i++) {
                    column(globex, "select 1");
                    seen.addAll(column(globex, TITLES));
                    globex.commit();
                }
            }
            assertThat(seen).containsExactly("g1", "g1");
            try (Connection thief = pool.getConnection()) {
                return column(thief, "select current_setting('loot.title', true)")
                        .get(0);
            }
        }
    }

    private static void readOften(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < 10; i++) {
            column(connection, "select 1");
            assertThat(column(connection, TITLES)).hasSize(2);
            connection.commit();
        }
    }

    private static HikariDataSource pool(TenantDatabase tenants) {
        return Bound.poolOfOne(tenants.database().application().dataSource());
    }
}
