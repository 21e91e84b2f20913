package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.PolicyIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {

    private static final String IMPORTS = "package com.acme; import dev.rls.*; import jakarta.persistence.*;\n";
    private static final String ORDER =
            IMPORTS + "@TenantScoped @Entity class Order { @Id java.util.UUID id; String tenantId; }";

    @TempDir
    private Path classes;

    /** Writes one class per round, then says an error or not. */
    private static final class Generator extends AbstractProcessor {

        private final List<Map.Entry<String, String>> generated;
        private final String error;
        private int round;

        Generator(List<Map.Entry<String, String>> generated, String error) {
            this.generated = generated;
            this.error = error;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
            if (round < generated.size()) {
                Map.Entry<String, String> source = generated.get(round++);
                try (Writer out = processingEnv
                        .getFiler()
                        .createSourceFile(source.getKey())
                        .openWriter()) {
                    out.write(source.getValue());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            } else if (!error.isEmpty() && !environment.processingOver()) {
                processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, error);
            }
            return false;
        }
    }

    @Test
    void entitiesThatOtherProcessorsGenerateAreIn() {
        Javac.Result result = Javac.into(classes)
                .before(new Generator(
                        List.of(
                                Map.entry("com.acme.Invoice", ORDER.replace("Order", "Invoice")),
                                Map.entry("com.acme.Payment", ORDER.replace("Order", "Payment"))),
                        ""))
                .sources(ORDER)
                .compile();

        assertThat(result.messages()).isEmpty();
        assertThat(result.index()).contains("com.acme.Invoice", "com.acme.Order", "com.acme.Payment");
    }

    @Test
    void anEntityWaitsForTheSuperclassAndTheTypeThatAreGeneratedLater() {
        Javac.Result result = Javac.into(classes)
                .before(new Generator(
                        List.of(
                                Map.entry(
                                        "com.acme.InvoiceBase",
                                        IMPORTS
                                                + "@MappedSuperclass @TenantScoped abstract class InvoiceBase extends Root {"
                                                + " }"),
                                Map.entry(
                                        "com.acme.Root",
                                        IMPORTS
                                                + "@MappedSuperclass abstract class Root { @Id Long id; String tenantId;"
                                                + " }")),
                        ""))
                .sources(IMPORTS + "@Entity class Invoice extends InvoiceBase {}")
                .compile();

        assertThat(result.messages()).isEmpty();
        assertThat(result.success()).as("%s", result.diagnostics()).isTrue();
        assertThat(result.index()).contains("com.acme.Invoice");
    }

    @Test
    void anErrorIsPrintedOnceHoweverManyRoundsThereAre() {
        Javac.Result result = Javac.into(classes)
                .before(new Generator(
                        List.of(
                                Map.entry("com.acme.A", "package com.acme; class A {}"),
                                Map.entry("com.acme.B", "package com.acme; class B {}")),
                        ""))
                .sources(ORDER.replace("tenantId", "tenant"))
                .compile();

        assertThat(result.messages())
                .containsExactly(
                        "Order.java:2 ERROR RLS012: attribute \"tenantId\" not found on com.acme.Order. Did you"
                                + " mean \"tenant\"? Name the attribute with @TenantScoped(attribute = …).");
    }

    @Test
    void nothingIsWrittenWhenAnotherProcessorFindsAnError() {
        Javac.Result result = Javac.into(classes)
                .before(new Generator(List.of(), "no"))
                .sources(ORDER)
                .compile();

        assertThat(result.messages()).containsExactly("ERROR no");
        assertThat(result.has("META-INF")).isFalse();
    }

    @Test
    void theServiceFileNamesTheProcessor() {
        Javac.Result result =
                Javac.into(classes).withProcessorOfClassPath().sources(ORDER).compile();

        assertThat(result.index()).contains("com.acme.Order");
        assertThat(result.diagnostics()).isEmpty();
    }

    @Test
    void gradleIsToldThatTheProcessorAggregates() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/META-INF/gradle/incremental.annotation.processors")))
                .isEqualTo(RlsProcessor.class.getName() + ",aggregating\n");
    }

    @Test
    void theOptionsAreKnownToTheCompiler() {
        Javac.Result result = Javac.into(classes)
                .sources(ORDER)
                .options(
                        "-Xlint:all,-processing",
                        "-Werror",
                        "-Arls.unit=app",
                        "-Arls.schema=public",
                        "-Arls.naming=jpa",
                        "-Arls.appRole=Shop_app",
                        "-Arls.requiredClaims=roles,org.id")
                .compile();

        assertThat(result.success()).as("%s", result.diagnostics()).isTrue();
        assertThat(result.diagnostics()).isEmpty();
        assertThat(PolicyIndex.parse(result.index()).requiredClaims())
                .asString()
                .isEqualTo("[org.id, roles]");
        assertThat(PolicyIndex.parse(result.index()).appRole()).isEqualTo("shop_app");
        assertThat(result.changelog())
                .contains(" as permissive for all to shop_app, current_user\n", " to shop_app;\n")
                .doesNotContain("rls_app");
    }

    @Test
    void rls041AFileThatCannotBeWritten() {
        Javac.Result result = Javac.into(classes)
                .through(files -> new Failing(files, new IOException("disk full")))
                .sources(ORDER)
                .compile();

        assertThat(result.messages())
                .containsExactly(
                        "ERROR RLS041: META-INF/rls/app/changelog.sql cannot be written: java.io.IOException: disk full. Make"
                                + " sure that the output folder is writable.",
                        "ERROR RLS041: META-INF/rls/app/policies.json cannot be written: java.io.IOException: disk full. Make"
                                + " sure that the output folder is writable.",
                        "ERROR RLS041: META-INF/rls/unit cannot be written: java.io.IOException: disk full. Make sure that"
                                + " the output folder is writable.");
        assertThat(Javac.into(classes).sources(ORDER).compile().messages())
                .as("on another disk")
                .isEmpty();
    }

    @Test
    void rls099ADefectBecomesOneDiagnosticAndNoException() {
        Javac.Result result = Javac.into(classes)
                .through(files -> new Failing(files, new IllegalStateException("what nobody thought of")))
                .sources(ORDER)
                .compile();

        assertThat(result.success()).isFalse();
        assertThat(result.messages()).hasSize(1);
        assertThat(result.messages().get(0))
                .matches(
                        "ERROR RLS099: rls-processor has a defect: java\\.lang\\.IllegalStateException: what nobody thought"
                                + " of at dev\\.rls\\.processor\\.RoundsTest\\..*\\(RoundsTest\\.java:\\d+\\)\\."
                                + " No policies were written; please report this line\\.");
    }

    /** A disk, or a file manager, that fails for our files. */
    private static final class Failing extends ForwardingJavaFileManager<JavaFileManager> {

        private final Exception failure;
        private boolean reading = true;

        Failing(JavaFileManager files, Exception failure) {
            super(files);
            this.failure = failure;
        }

        @Override
        public FileObject getFileForOutput(Location location, String folder, String name, FileObject sibling)
                throws IOException {
            if (name.startsWith("META-INF/rls/")) {
                if (failure instanceof RuntimeException defect) {
                    throw defect;
                }
                // The compiler asks in the same way for a file to read, first of all the unit.
                if (!reading) {
                    throw (IOException) failure;
                }
                reading = false;
            }
            return super.getFileForOutput(location, folder, name, sibling);
        }
    }
}
