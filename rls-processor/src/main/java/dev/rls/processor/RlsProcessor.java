package dev.rls.processor;

import dev.rls.CrossTenantReference;
import dev.rls.RowPolicies;
import dev.rls.RowPolicy;
import dev.rls.SuppressLint;
import dev.rls.SuppressLints;
import dev.rls.TenantScoped;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@link TenantScoped} and {@link RowPolicy} and writes {@code META-INF/rls/<unit>/policies.json} and {@code changelog.sql}.
 *
 * <p>Options: {@code -Arls.unit} names the unit (default {@code app}), {@code -Arls.schema} the schema of tables that
 * name none (default {@code public}), {@code -Arls.naming} the naming strategy, {@code jpa} (default: names as they
 * stand) or {@code spring} (snake case, as Spring Boot sets it), {@code -Arls.appRole} the group role of the application's
 * logins (default {@code rls_app}), {@code -Arls.requiredClaims} the claims without which the verifiers take no token, with
 * commas between (default none).
 */
public final class RlsProcessor extends AbstractProcessor {

    private final Diagnostics diagnostics = new Diagnostics();
    private @Nullable Compilation compilation;

    /** For the compiler. */
    public RlsProcessor() {}

    /**
     * Those of entities too: one that has lost its annotations has to leave the index. All annotations would be
     * safer still, but Gradle compiles everything anew for an aggregating processor that is shown {@code @Override}.
     */
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                TenantScoped.class.getName(),
                RowPolicy.class.getName(),
                RowPolicies.class.getName(),
                SuppressLint.class.getName(),
                SuppressLints.class.getName(),
                CrossTenantReference.class.getName(),
                Annotations.ENTITY,
                Annotations.MAPPED_SUPERCLASS);
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(Options.UNIT, Options.SCHEMA, Options.NAMING, Options.APP_ROLE, Options.REQUIRED_CLAIMS);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        compilation = new Compilation(environment, diagnostics);
    }

    /** Never claims an annotation, and never throws: a compiler answers an exception with its own stack. */
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Compilation current = compilation;
        if (current == null) {
            return false;
        }
        try {
            ElementFilter.typesIn(round.getRootElements()).forEach(current::add);
            if (round.processingOver()) {
                current.finish(round.errorRaised());
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            compilation = null;
            report(e);
        }
        diagnostics.print(processingEnv);
        return false;
    }

    /** The innermost cause, for compilers wrap what their parts throw. */
    private void report(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        StackTraceElement[] stack = cause.getStackTrace();
        Object place = stack.length == 0 ? "an unknown place" : stack[0];
        diagnostics.report(Message.DEFECT, Place.NOWHERE, cause, place);
    }
}
