package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer.Version;
import java.sql.SQLException;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the tests of a subclass on each version of PostgreSQL, with one database for all of them. */
@ParameterizedClass
@EnumSource(Version.class)
abstract class InvoicesOnEveryPostgres {

    static Invoices invoices;

    @Parameter
    Version version;

    @BeforeParameterizedClassInvocation
    static void install(Version version) throws SQLException {
        invoices = Invoices.create(version);
    }
}
