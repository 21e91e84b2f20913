package dev.rls.hibernate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.hibernate.contract.OnSupportedHibernate.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.hibernate.Version;
import org.junit.jupiter.api.Test;

/**
 * The sources compile with the Hibernate at hand. A method that it no longer calls, because it has another name or other
 * parameters now, would protect nothing without any error; {@code @Override} says so to the compiler alone.
 */
class OverridesTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** In 8.0.0.Beta1 nobody asks the generator of the tenant about updates and deletes of a stateless session. */
    private static final Set<String> BROKEN_BY_8 = Set.of(
            "OpenedPlan.java: cannot find symbol",
            "ExplainedMutations.java: cannot find symbol",
            "ExplainedMutations.java: dev.rls.hibernate.internal.write.ExplainedMutations.Explaining is not abstract and does"
                    + " not override abstract method createExecutor(org.hibernate.engine.jdbc.mutation.spi.BatchKeyAccess,"
                    + "org.hibernate.sql.model.MutationOperationGroup,"
                    + "org.hibernate.engine.jdbc.mutation.spi.JdbcValueBindingsFactory,"
                    + "org.hibernate.engine.spi.SharedSessionContractImplementor)"
                    + " in org.hibernate.engine.jdbc.mutation.spi.MutationExecutorService",
            "TenantChangeGuard.java: cannot find symbol",
            "DatabaseRow.java: cannot find symbol",
            "FilteredSingleTable.java: cannot find symbol",
            "FilteredJoinedSubclass.java: cannot find symbol",
            "FilteredUnionSubclass.java: cannot find symbol",
            "CollectionLocks.java: cannot find symbol",
            "StateRow.java: cannot find symbol",
            "TenantStamp.java: method does not override or implement a method from a supertype");

    @Test
    void everyOverrideOverrides() throws IOException {
        assertThat(errors())
                .as("what does not compile with Hibernate %s", Version.getVersionString())
                .isEqualTo(Running.hibernate7() ? Set.of() : BROKEN_BY_8);
    }

    private static Set<String> errors() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> all =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            compiler.getTask(
                            null,
                            files,
                            found,
                            List.of(
                                    "-proc:none",
                                    "-classpath",
                                    System.getProperty("java.class.path"),
                                    "-d",
                                    Files.createTempDirectory(Path.of("target"), "contract")
                                            .toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(all))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(OverridesTest::text)
                .collect(Collectors.toSet());
    }

    private static String text(Diagnostic<? extends JavaFileObject> error) {
        String file = error.getSource() == null
                ? ""
                : Path.of(error.getSource().getName()).getFileName().toString();
        return file + ": " + error.getMessage(Locale.ROOT).lines().findFirst().orElseThrow();
    }
}
