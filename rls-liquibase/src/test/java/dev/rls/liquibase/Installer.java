package dev.rls.liquibase;

import dev.rls.fixtures.TestDatabase;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The ways in which a DBA may run a changelog. */
enum Installer {
    PSQL,
    PSQL_SINGLE_TRANSACTION,
    LIQUIBASE_4,
    LIQUIBASE_5;

    /** Where the changelog of schema rls is read from. */
    static final Path SCHEMA_FILES = schemaFiles();

    void update(TestDatabase database, String user, String changelog, Path files) throws SQLException {
        switch (this) {
            case PSQL -> Psql.run(database, user, files.resolve(changelog), false);
            case PSQL_SINGLE_TRANSACTION -> Psql.run(database, user, files.resolve(changelog), true);
            case LIQUIBASE_4 -> LiquibaseVersion.V4.update(database, user, changelog, files);
            case LIQUIBASE_5 -> LiquibaseVersion.V5.update(database, user, changelog, files);
        }
    }

    void installSchema(TestDatabase database, String user) throws SQLException {
        update(database, user, RlsSchema.CHANGELOG, SCHEMA_FILES);
    }

    private static Path schemaFiles() {
        try {
            return Path.of(RlsSchema.class
                            .getResource("/" + RlsSchema.CHANGELOG)
                            .toURI())
                    .resolve("../../../..")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
