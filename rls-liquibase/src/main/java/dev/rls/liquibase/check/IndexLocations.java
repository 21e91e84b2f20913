package dev.rls.liquibase.check;

import dev.rls.liquibase.internal.NotRunException;
import dev.rls.policy.PolicyIndex;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds policy indexes: files, jars and folders that were named, else whatever the class path has. */
final class IndexLocations {

    private IndexLocations() {}

    static List<PolicyIndex> read(List<Path> named) {
        TreeMap<String, PolicyIndex> units = new TreeMap<>();
        try {
            if (named.isEmpty()) {
                ClassLoader loader = IndexLocations.class.getClassLoader();
                units(Collections.list(loader.getResources(PolicyIndex.UNIT_RESOURCE)), units);
            }
            for (Path location : named) {
                if (location.toString().endsWith(".json")) {
                    add(Files.readString(location), location.toString(), units);
                } else if (Files.isDirectory(location)
                        && Files.notExists(location.resolve(PolicyIndex.UNIT_RESOURCE))) {
                    folder(location, units);
                } else {
                    units(List.of(entry(location)), units);
                }
            }
        } catch (IOException e) {
            throw new NotRunException("a policy index cannot be read: " + e);
        }
        return new ArrayList<>(units.values());
    }

    /** What PolicyExport wrote: it may be several units, and a line would name one of them. */
    private static void folder(Path location, Map<String, PolicyIndex> units) throws IOException {
        Path parent = location.resolve("META-INF/rls");
        List<Path> indexes = List.of();
        if (Files.isDirectory(parent)) {
            try (Stream<Path> folders = Files.list(parent)) {
                indexes = folders.map(folder -> folder.resolve("policies.json"))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
            }
        }
        if (indexes.isEmpty()) {
            throw new NotRunException(
                    "--index " + location + " has no META-INF/rls/<unit>/policies.json: was it compiled with"
                            + " rls-processor, or written by PolicyExport?");
        }
        for (Path index : indexes) {
            add(Files.readString(index), index.toString(), units);
        }
    }

    /** Beside each line that names a unit lies its index. */
    private static void units(List<URL> locations, Map<String, PolicyIndex> units) throws IOException {
        for (URL location : locations) {
            String unit = text(location).strip();
            String index = location.toExternalForm().replaceFirst(PolicyIndex.UNIT_RESOURCE + "$", "")
                    + PolicyIndex.indexResource(unit);
            add(text(new URL(index)), index, units);
        }
    }

    private static URL entry(Path location) throws MalformedURLException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {location.toUri().toURL()}, null)) {
            URL unit = loader.getResource(PolicyIndex.UNIT_RESOURCE);
            if (unit == null) {
                throw new NotRunException("--index " + location + " has no " + PolicyIndex.UNIT_RESOURCE
                        + ": was it compiled with rls-processor?");
            }
            return unit;
        } catch (MalformedURLException e) {
            throw e;
        } catch (IOException e) {
            throw new NotRunException("--index " + location + " cannot be read: " + e.getMessage());
        }
    }

    private static void add(String json, String location, Map<String, PolicyIndex> units) {
        try {
            PolicyIndex index = PolicyIndex.parse(json);
            if (units.put(index.unit(), index) != null) {
                throw new NotRunException("unit " + index.unit() + " has two policy indexes, one of them " + location
                        + ": name one with --index");
            }
        } catch (IllegalArgumentException e) {
            throw new NotRunException(location + " is no policy index of this version: " + e.getMessage());
        }
    }

    private static String text(URL location) throws IOException {
        URLConnection connection = location.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
