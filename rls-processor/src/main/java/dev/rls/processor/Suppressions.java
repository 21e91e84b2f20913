package dev.rls.processor;

import dev.rls.policy.condition.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/** Which warnings about the design of policies are silenced, and by what. */
final class Suppressions {

    private final Set<String> codes;
    private final Set<Suppression> used = new HashSet<>();
    private final Set<TypeElement> linted = new HashSet<>();

    /**
     * None yet.
     *
     * @param codes those that can be silenced
     */
    Suppressions(Set<String> codes) {
        this.codes = codes;
    }

    /** Notes that an entity was looked at, so that what its classes silence in vain can be told. */
    void add(Hierarchy entity) {
        linted.addAll(entity.managed());
    }

    /** Whether a class of an entity silences a warning, and says why. */
    boolean silence(String code, Hierarchy entity) {
        List<Suppression> silencing = entity.managed().stream()
                .flatMap(type -> Suppression.of(type).stream())
                .filter(suppression -> suppression.code().equals(code) && suppression.hasReason())
                .toList();
        used.addAll(silencing);
        return !silencing.isEmpty();
    }

    /** Warns of suppressions of a class that silence nothing. */
    void check(TypeElement type, Diagnostics diagnostics) {
        // A mapped superclass of a library may be meant for entities that come later.
        boolean waits = Hierarchy.isMappedSuperclass(type) && !linted.contains(type);
        for (Suppression suppression : Suppression.of(type)) {
            if (!codes.contains(suppression.code())) {
                Optional<String> meant = Suggestion.forName(suppression.code(), codes);
                diagnostics.report(
                        Message.UNKNOWN_LINT,
                        suppression.place("value"),
                        suppression.code(),
                        type,
                        meant.map(code -> " Did you mean " + code + "?").orElse(""));
            } else if (!suppression.hasReason()) {
                diagnostics.report(Message.LINT_WITHOUT_REASON, suppression.place("reason"), suppression.code(), type);
            } else if (!used.contains(suppression) && !waits) {
                diagnostics.report(Message.LINT_IN_VAIN, suppression.place("value"), suppression.code(), type);
            }
        }
    }
}
