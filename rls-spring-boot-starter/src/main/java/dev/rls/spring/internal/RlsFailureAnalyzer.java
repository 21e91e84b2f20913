package dev.rls.spring.internal;

import dev.rls.RlsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A refused start as Spring Boot reports it: a description and an action instead of a stack trace. Our messages say the
 * problem first and then the fix; where they list several problems on lines of their own, each line has its fix.
 */
public final class RlsFailureAnalyzer extends AbstractFailureAnalyzer<RlsException> {

    private static final Pattern PROBLEM_AND_FIX = Pattern.compile("([^\\n]*?)[.;] (\\S.*)", Pattern.DOTALL);

    public RlsFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RlsException cause) {
        String message = String.valueOf(cause.getMessage());
        Matcher parts = PROBLEM_AND_FIX.matcher(message);
        return parts.matches()
                ? new FailureAnalysis(parts.group(1) + ".", parts.group(2), cause)
                : new FailureAnalysis(message, null, cause);
    }
}
