package dev.rls.processor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The compiler of the running JDK with the processor in it, writing into a folder. */
final class Javac {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern NO_CODE = Pattern.compile("(?s)\"[^\"\n]*\"|/\\*.*?\\*/|//[^\n]*");
    private static final Pattern TYPE = Pattern.compile("(?<![.\\w])(?:class|interface|record|enum) (\\w+)");

    private final Path classes;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<Processor> processors = new ArrayList<>(List.of(new RlsProcessor()));
    private final List<String> classPath = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    /** From JDK 23 on, processors on the class path run only if that is asked for; before JDK 21 it cannot be. */
    private String processing = Runtime.version().feature() >= 21 ? "-proc:full" : "-Xlint:-options";

    private UnaryOperator<JavaFileManager> fileManager = UnaryOperator.identity();

    private Javac(Path classes) {
        this.classes = classes;
        classPath.add(classes.toString());
    }

    static Javac into(Path classes) {
        return new Javac(classes);
    }

    /** Adds sources; the name of each file follows from its package and its first type. */
    Javac sources(String... texts) {
        return sources(List.of(texts));
    }

    Javac sources(Iterable<String> texts) {
        for (String text : texts) {
            Matcher folder = PACKAGE.matcher(text);
            Matcher type = TYPE.matcher(NO_CODE.matcher(text).replaceAll(""));
            if (!type.find()) {
                throw new IllegalArgumentException("no type in " + text);
            }
            String path = folder.find() ? folder.group(1).replace('.', '/') + "/" : "";
            sources.put(path + type.group(1) + ".java", text);
        }
        return this;
    }

    Javac options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Other processors, before ours. */
    Javac before(Processor other) {
        processors.add(0, other);
        return this;
    }

    /** The processor comes from the service file of the class path instead. */
    Javac withProcessorOfClassPath() {
        processors.clear();
        return this;
    }

    /** Some build tools do not put the output folder on the class path. */
    Javac withoutOutputOnClassPath() {
        classPath.remove(classes.toString());
        return this;
    }

    Javac alsoOnClassPath(Path folder) {
        classPath.add(folder.toString());
        return this;
    }

    /** As if the processor were not there. */
    Javac withoutProcessing() {
        processors.clear();
        processing = "-proc:none";
        return this;
    }

    Javac through(UnaryOperator<JavaFileManager> wrapper) {
        fileManager = wrapper;
        return this;
    }

    Result compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> all = new ArrayList<>(List.of("-d", classes.toString(), "-Xlint:-options", processing));
        all.addAll(List.of("-classpath", String.join(File.pathSeparator, classPath)));
        if (processors.isEmpty() && !processing.equals("-proc:none")) {
            all.addAll(List.of("-processorpath", classPath.get(0)));
        }
        all.addAll(options);
        try (JavaFileManager files =
                fileManager.apply(compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8))) {
            Files.createDirectories(classes);
            List<Source> units = sources.entrySet().stream()
                    .map(source -> new Source(source.getKey(), source.getValue()))
                    .toList();
            CompilationTask task = compiler.getTask(null, files, diagnostics, all, null, units);
            task.setLocale(Locale.ROOT);
            if (!processors.isEmpty()) {
                task.setProcessors(processors);
            }
            boolean success = task.call();
            return new Result(success, diagnostics.getDiagnostics(), classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What came of it.
     *
     * @param success whether the compiler was content
     * @param diagnostics all it said
     * @param classes the output folder
     */
    record Result(boolean success, List<Diagnostic<? extends JavaFileObject>> diagnostics, Path classes) {

        /** What the processor said but of keys: the samples assign their identifiers, whatever they are samples of. */
        List<String> messages() {
            return all().stream()
                    .filter(message -> !message.contains(" RLS077: "))
                    .toList();
        }

        /** All that the processor said: file, line, kind and text. */
        List<String> all() {
            return diagnostics.stream()
                    .filter(diagnostic -> diagnostic.getCode().endsWith("proc.messager"))
                    .map(diagnostic ->
                            place(diagnostic) + diagnostic.getKind() + " " + diagnostic.getMessage(Locale.ROOT))
                    .toList();
        }

        private static String place(Diagnostic<? extends JavaFileObject> diagnostic) {
            JavaFileObject file = diagnostic.getSource();
            return file == null ? "" : Path.of(file.getName()).getFileName() + ":" + diagnostic.getLineNumber() + " ";
        }

        String index() {
            return text("META-INF/rls/app/policies.json");
        }

        String changelog() {
            return text("META-INF/rls/app/changelog.sql");
        }

        boolean has(String file) {
            return Files.exists(classes.resolve(file));
        }

        String text(String file) {
            try {
                return Files.readString(classes.resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException(messages().toString(), e);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String path, String text) {
            super(URI.create("memory:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
