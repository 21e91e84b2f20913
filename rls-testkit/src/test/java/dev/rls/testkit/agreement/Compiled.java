package dev.rls.testkit.agreement;

import dev.rls.policy.PolicyIndex;
import dev.rls.processor.RlsProcessor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.hibernate.boot.registry.classloading.internal.ClassLoaderServiceImpl;

/** Entities given as source text, compiled with the processor; Hibernate sees no policy index but theirs. */
final class Compiled implements AutoCloseable {

    private final Path folder;
    private final Loader loader;

    private Compiled(Path folder) throws IOException {
        this.folder = folder;
        this.loader = new Loader(folder);
    }

    /**
     * Compiles classes.
     *
     * @param sources by class name
     * @throws IllegalArgumentException if the compiler or the processor has something to say against them
     */
    static Compiled of(Map<String, String> sources) {
        try {
            Compiled compiled = new Compiled(Files.createTempDirectory(Path.of("target"), "agreement"));
            try {
                compiled.compile(sources);
            } catch (IOException | RuntimeException e) {
                compiled.close();
                throw e;
            }
            return compiled;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> units = sources.entrySet().stream()
                .map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    messages,
                    files,
                    null,
                    List.of("-d", folder.toString(), "-Arls.unit=agreement", "-Xlint:none", "-g:none", "-nowarn"),
                    null,
                    units);
            task.setProcessors(List.of(new RlsProcessor()));
            if (!task.call()) {
                throw new IllegalArgumentException("does not compile: " + messages);
            }
        }
    }

    Class<?> type(String name) {
        return loader.classForName(name);
    }

    ClassLoaderServiceImpl loader() {
        return loader;
    }

    PolicyIndex index() {
        return PolicyIndex.parse(text(PolicyIndex.indexResource("agreement")));
    }

    String changelog() {
        return text(PolicyIndex.changelogResource("agreement"));
    }

    private String text(String resource) {
        try {
            return Files.readString(folder.resolve(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            loader.own.close();
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Loader extends ClassLoaderServiceImpl {

        private final transient URLClassLoader own;

        Loader(Path folder) throws IOException {
            this(new URLClassLoader(new URL[] {folder.toUri().toURL()}, Compiled.class.getClassLoader()));
        }

        private Loader(URLClassLoader own) {
            super(own);
            this.own = own;
        }

        @Override
        public List<URL> locateResources(String name) {
            if (!name.startsWith("META-INF/rls/")) {
                return super.locateResources(name);
            }
            try {
                return Collections.list(own.findResources(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
