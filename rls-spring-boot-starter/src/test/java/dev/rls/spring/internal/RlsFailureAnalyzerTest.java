package dev.rls.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.RlsException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class RlsFailureAnalyzerTest {

    @Test
    void theProblemIsTheDescriptionAndTheFixTheAction() {
        FailureAnalysis analysis = analyze("com.acme.Invoice has no index. Build it again:\nMaven: …");

        assertThat(analysis.getDescription()).isEqualTo("RLS101: com.acme.Invoice has no index.");
        assertThat(analysis.getAction()).isEqualTo("Build it again:\nMaven: …");
    }

    @Test
    void aSemicolonSeparatesAsWell() {
        FailureAnalysis analysis = analyze("there are no keys; set jwksUri(..)");

        assertThat(analysis.getDescription()).isEqualTo("RLS101: there are no keys.");
        assertThat(analysis.getAction()).isEqualTo("set jwksUri(..)");
    }

    @Test
    void aListOfProblemsStaysWhole() {
        FailureAnalysis analysis = analyze("the database differs:\n  a; changeset 1\n  b; changeset 2");

        assertThat(analysis.getDescription())
                .isEqualTo("RLS101: the database differs:\n  a; changeset 1\n  b; changeset 2");
        assertThat(analysis.getAction()).isNull();
    }

    private static FailureAnalysis analyze(String problem) {
        return new RlsFailureAnalyzer()
                .analyze(new IllegalStateException("while starting", new RlsException("RLS101", problem)));
    }
}
