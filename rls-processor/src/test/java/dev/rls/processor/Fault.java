package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sources with a fault: what the processor says of it, and that the fix it names silences it. */
final class Fault {

    private final List<String> sources;
    private final String[] options;

    private Fault(List<String> sources, String... options) {
        this.sources = sources;
        this.options = options;
    }

    /** Sources without package and imports, which are added as line 1. */
    static Fault in(String... sources) {
        return new Fault(List.of(sources));
    }

    Fault with(String... more) {
        return new Fault(sources, more);
    }

    Fault says(String... messages) {
        Javac.Result result = compile();
        assertThat(result.messages()).containsExactly(messages);
        boolean error = List.of(messages).stream().anyMatch(message -> message.contains("ERROR "));
        assertThat(result.success()).isEqualTo(!error);
        if (error) {
            assertThat(result.has("META-INF/rls"))
                    .as("files of a faulty compilation")
                    .isFalse();
        }
        return this;
    }

    /** The fix: after it nothing is said any more. */
    void isSilencedBy(String wrong, String right) {
        assertThat(String.join("", sources)).contains(wrong);
        Javac.Result result = new Fault(
                        sources.stream()
                                .map(source -> source.replace(wrong, right))
                                .toList(),
                        options)
                .compile();
        assertThat(result.messages()).isEmpty();
        assertThat(result.success()).as("%s", result.diagnostics()).isTrue();
    }

    void isSilencedByOptions(String... right) {
        assertThat(with(right).compile().messages()).isEmpty();
    }

    private Javac.Result compile() {
        return compiled(sources, options);
    }

    /** Such sources compiled. */
    static Javac.Result compiled(List<String> sources, String... options) {
        List<String> whole = sources.stream()
                .map(source -> "package com.acme; import dev.rls.*; import jakarta.persistence.*; import java.util.*;\n"
                        + source)
                .toList();
        try {
            return Javac.into(Files.createTempDirectory(Path.of("target"), "fault"))
                    .sources(whole)
                    .options(options)
                    .compile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
