package dev.rls.processor;

import dev.rls.policy.condition.Problem;
import dev.rls.policy.condition.Visible;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** What is wrong with conditions, said where they are written. */
final class Problems {

    private Problems() {}

    /**
     * Reports a problem.
     *
     * @param type the entity, or null if only its class file is known
     * @param place makes a place of one that may lie in another jar
     */
    static void report(Problem problem, @Nullable TypeElement type, Locator place, Diagnostics diagnostics) {
        Optional<PlacedPolicy> policy = policies(type).stream()
                .filter(placed -> placed.name().equals(problem.rule()))
                .findFirst();
        String where = problem.rule() == null
                ? "@TenantScoped of " + problem.entity()
                : "policy \"" + problem.rule() + "\" of " + problem.entity();
        String text = problem.code() + ": " + Visible.text(where) + ": " + Visible.text(problem.text());
        if (problem.offset() >= 0) {
            text += pointer(problem, policy);
        }
        Place written = Place.NOWHERE;
        if (type != null) {
            Optional<Place> found = policy.map(placed -> placed.place(problem.member()))
                    .or(() -> scope(type).map(scope -> scope.place(problem.member())));
            written = place.of(found.orElse(Place.of(type)), type);
        }
        diagnostics.report(Kind.ERROR, written, text);
    }

    private static String pointer(Problem problem, Optional<PlacedPolicy> policy) {
        String intro = "\n  at character " + (problem.offset() + 1) + " of " + problem.member() + ":";
        return policy.map(placed -> placed.place(problem.member()).value())
                .map(AnnotationValue::getValue)
                .map(String::valueOf)
                .filter(condition -> problem.offset() <= condition.length())
                .map(condition -> intro + lineWithCaret(condition, problem.offset()))
                .orElse(intro.substring(0, intro.length() - 1));
    }

    /** The line of a condition that holds an offset, and a caret below it. */
    static String lineWithCaret(String condition, int offset) {
        int start = condition.lastIndexOf('\n', offset - 1) + 1;
        int end = condition.indexOf('\n', offset);
        String before = Visible.text(condition.substring(start, offset));
        String after = Visible.text(condition.substring(offset, end < 0 ? condition.length() : end));
        return "\n    " + before + after + "\n    " + " ".repeat(before.codePointCount(0, before.length())) + "^";
    }

    private static List<PlacedPolicy> policies(@Nullable TypeElement type) {
        return type == null
                ? List.of()
                : Hierarchy.of(type).map(Hierarchy::policies).orElse(List.of());
    }

    private static Optional<TenantScope> scope(TypeElement type) {
        return Hierarchy.of(type).flatMap(entity -> entity.scopes().stream().findFirst());
    }
}
