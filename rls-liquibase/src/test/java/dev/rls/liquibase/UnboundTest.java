package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.fixtures.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a statement without claims is an error, or an answer without rows. */
class UnboundTest extends InvoicesOnEveryPostgres {

    @BeforeParameterizedClassInvocation
    static void tables() throws SQLException, IOException {
        ShapeTables.create(invoices);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice", "draft", "holiday", "invoice_line", "price", "report", "folder", "publication"})
    void whatReachesARowIsAnError(String table) {
        for (Sql role : roles()) {
            assertThatThrownBy(() -> role.column("select id from " + table + " where id = 5"))
                    .hasMessageContaining("RLS501");
        }
    }

    /** PostgreSQL compares the claim with itself, or with the value of the query, before it looks for rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from draft where id = -1",
                "select id from notice where id = -1",
                "select id from invoice where id = -1 and tenant_id = 'acme'",
                "select id from draft where tenant_id = 'nobody'"
            })
    void whatComparesTheTenantTwiceIsAnErrorWithoutARowToo(String query) {
        for (Sql role : roles()) {
            assertThatThrownBy(() -> role.column(query)).hasMessageContaining("RLS501");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from holiday where id = -1",
                "select id from invoice_line where id = -1",
                "select id from price where id = -1",
                "select id from report where id = -1",
                "select id from folder where id = -1",
                "select id from publication where id = -1",
                "select id from everything",
                "select id from draft limit 0"
            })
    void whatReachesNoRowMayBeAnsweredWithNone(String query) throws SQLException {
        for (Sql role : roles()) {
            assertThat(role.column(query)).isEmpty();
        }
    }

    /** Where one policy for reading compares the tenant, the index decides whether the claim is asked for. */
    @Test
    void aTenantIsAskedForWhereAnIndexLeadsWithIt() throws SQLException {
        String query = "select name from invoice where id = -1";
        for (Sql role : roles()) {
            assertThatThrownBy(() -> role.column(query)).hasMessageContaining("RLS501");
        }
        invoices.database().migrator().execute("drop index invoice_tenant");
        try {
            for (Sql role : roles()) {
                assertThat(role.column(query)).isEmpty();
            }
        } finally {
            invoices.database().migrator().execute("create index invoice_tenant on invoice (tenant_id, id)");
        }
    }

    private static List<Sql> roles() {
        return List.of(invoices.database().application(), invoices.database().migrator());
    }
}
