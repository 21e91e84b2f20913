package dev.rls.liquibase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The {@code --rollback} lines of a changelog, which are what a DBA without Liquibase has. */
final class Rollback {

    private static final String PREFIX = "--rollback ";

    private Rollback() {}

    /** A file beside the changelog. */
    static Path of(Path changelog) throws IOException {
        return Files.writeString(changelog.resolveSibling("rollback.sql"), lines(Files.readString(changelog)));
    }

    /** Without that prefix. */
    static String lines(String changelog) {
        return changelog
                .lines()
                .filter(line -> line.startsWith(PREFIX))
                .map(line -> line.substring(PREFIX.length()))
                .collect(Collectors.joining("\n"));
    }
}
