package dev.rls.processor;

import dev.rls.policy.ScopedEntity;
import dev.rls.policy.condition.ClaimPath;
import dev.rls.policy.condition.Visible;
import dev.rls.policy.lint.Finding;
import dev.rls.policy.lint.Lint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Warnings about the design of policies, where they stand. */
final class Lints {

    private Lints() {}

    /**
     * Reports what is found and not silenced.
     *
     * @param entities the protected entities of the unit
     * @param required the claims that all tokens have
     * @param types finds their classes, where the compiler knows them
     * @param compiled the classes that are compiled now, whose suppressions are judged
     */
    static void check(
            List<ScopedEntity> entities,
            List<ClaimPath> required,
            Function<String, @Nullable TypeElement> types,
            List<TypeElement> compiled,
            Locator places,
            Diagnostics diagnostics) {
        Suppressions suppressions = new Suppressions(Lint.CODES);
        for (ScopedEntity entity : entities) {
            hierarchy(entity.entity(), types).ifPresent(suppressions::add);
        }
        List<Finding> findings = new ArrayList<>(Lint.of(entities, required));
        for (ScopedEntity entity : entities) {
            hierarchy(entity.entity(), types).ifPresent(found -> {
                findings.addAll(GlobalKeys.of(entity, found));
                findings.addAll(PrimitiveTenant.of(entity, found));
            });
        }
        for (Finding finding : findings) {
            Optional<Hierarchy> hierarchy = hierarchy(finding.entity(), types);
            // What is not compiled now was warned of when it was.
            if (hierarchy.isPresent()
                    && !suppressions.silence(finding.code(), hierarchy.get())
                    && compiled.contains(hierarchy.get().type())) {
                report(finding, hierarchy.get(), places, diagnostics);
            }
        }
        compiled.forEach(type -> suppressions.check(type, diagnostics));
    }

    private static void report(Finding finding, Hierarchy entity, Locator places, Diagnostics diagnostics) {
        Optional<PlacedPolicy> policy = entity.policies().stream()
                .filter(placed -> placed.name().equals(finding.rule()))
                .findFirst();
        Place place = policy.map(PlacedPolicy::place)
                .or(() -> entity.scopes().stream().findFirst().map(TenantScope::place))
                .orElse(Place.of(entity.type()));
        String where = finding.rule() == null ? "" : "row policy \"" + finding.rule() + "\" of ";
        String text = finding.code() + ": " + Visible.text(where + finding.entity() + ": " + finding.text());
        diagnostics.report(Kind.WARNING, places.of(place, entity.type()), text);
    }

    private static Optional<Hierarchy> hierarchy(String entity, Function<String, @Nullable TypeElement> types) {
        return Optional.ofNullable(types.apply(entity)).flatMap(Hierarchy::of);
    }
}
