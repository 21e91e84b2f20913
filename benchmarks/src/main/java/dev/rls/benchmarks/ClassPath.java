package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Way;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a way finds on its class path, made from what is on this one. */
final class ClassPath {

    /** Where the build puts the jars of Hibernate 8. */
    private static final Path HIBERNATE_8 = Path.of("target", "hibernate-8");

    private ClassPath() {}

    static String of(Way way) throws IOException {
        List<Path> entries = new ArrayList<>(own());
        if (!way.withLibrary()) {
            entries.removeIf(entry -> module(entry).startsWith("rls-"));
        }
        if (way.onHibernate8()) {
            List<Path> others = jars(HIBERNATE_8);
            for (Path other : others) {
                String name = module(other).replace(".jar", "-");
                entries.removeIf(entry -> module(entry).startsWith(name));
            }
            entries.addAll(0, others);
        }
        return String.join(
                File.pathSeparator,
                entries.stream().map(entry -> entry.toAbsolutePath().toString()).toList());
    }

    /** In tests the class path of this VM is a jar that names the real one. */
    private static List<Path> own() {
        String property = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(property.split(File.pathSeparator, -1)).map(Path::of).toList();
    }

    /** The name of a jar, or of the folder that was compiled. */
    private static String module(Path entry) {
        int last = entry.getNameCount() - 1;
        return entry.getName(entry.endsWith(Path.of("target", "classes")) ? last - 2 : last)
                .toString();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
