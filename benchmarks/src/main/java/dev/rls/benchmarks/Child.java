package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Way;
import dev.rls.benchmarks.worker.Worker;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The JVM of a way, which works only while it is asked. */
final class Child implements Closeable {

    private final Way way;
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    Child(Way way, int rows) throws IOException {
        this.way = way;
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-Dslf4j.internal.verbosity=ERROR",
                        Worker.class.getName(),
                        way.name(),
                        Integer.toString(rows))
                .redirectError(Redirect.INHERIT);
        builder.environment().put("CLASSPATH", ClassPath.of(way));
        process = builder.start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Says a line and waits for the answer. */
    String ask(Object... words) {
        try {
            for (int i = 0; i < words.length; i++) {
                questions.append(i == 0 ? "" : " ").append(words[i].toString());
            }
            questions.append('\n').flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(Worker.ANSWER)) {
                    return line.substring(Worker.ANSWER.length());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(way + " does not answer", e);
        }
        throw new IllegalStateException(way + " has ended");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
