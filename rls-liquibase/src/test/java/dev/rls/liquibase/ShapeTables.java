package dev.rls.liquibase;

import dev.rls.fixtures.MarkedBlocks;
import dev.rls.fixtures.MarkedBlocks.Block;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The tables of the page about shapes: filled, with the policies that are generated and the indexes that the page names. */
final class ShapeTables {

    private static final Path PAGE = Path.of("../docs/shapes.md");
    private static final Path POLICIES = Path.of("../rls-policy/src/test/resources/golden/shapes");
    private static final Path TABLES = Path.of("src/test/resources/shapes/tables.sql");

    private ShapeTables() {}

    static void create(Invoices invoices) throws SQLException, IOException {
        Sql migrator = invoices.database().migrator();
        Path other = Invoices.changelog(Invoices.index()).resolve("changelog.sql");
        Psql.run(invoices.database(), PostgresServer.MIGRATOR, Rollback.of(other), true);
        migrator.execute("drop table invoice", Files.readString(TABLES));
        Installer.PSQL.update(invoices.database(), PostgresServer.MIGRATOR, "changelog.sql", POLICIES);
        for (Block index : documented("index")) {
            migrator.execute(index.text());
        }
        migrator.execute("vacuum analyze");
    }

    static List<Block> documented(String kind) {
        try {
            return MarkedBlocks.of(PAGE).stream()
                    .filter(block -> block.kind().equals(kind))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
