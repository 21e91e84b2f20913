package dev.rls.liquibase;

import dev.rls.fixtures.MarkedBlocks;
import dev.rls.fixtures.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What the page about operations has people type, word for word. */
final class Recipe {

    private static final Path PAGE = Path.of("../docs/operations.md");

    private Recipe() {}

    /** A block of the page; for the password that it leaves out, that of the tests. */
    static String of(String about) {
        try {
            return MarkedBlocks.of(PAGE).stream()
                    .filter(block ->
                            block.kind().equals("recipe") && block.about().equals(about))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no recipe " + about))
                    .text()
                    .replace("'…'", "'" + PostgresServer.PASSWORD + "'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
