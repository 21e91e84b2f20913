package dev.rls.processor;

import dev.rls.Operation;
import dev.rls.RowPolicies;
import dev.rls.RowPolicy;
import dev.rls.policy.RuleDeclaration;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/**
 * A {@link RowPolicy} where it stands.
 *
 * @param owner the class that bears it
 * @param annotation the annotation
 */
record PlacedPolicy(TypeElement owner, AnnotationMirror annotation) {

    /** Those of one class, in the order they are written. */
    static List<PlacedPolicy> of(TypeElement type) {
        return Annotations.repeated(type, RowPolicy.class.getName(), RowPolicies.class.getName())
                .map(annotation -> new PlacedPolicy(type, annotation))
                .toList();
    }

    String name() {
        return Annotations.text(annotation, "name");
    }

    RuleDeclaration declaration() {
        return new RuleDeclaration(
                name(),
                Annotations.constants(annotation, "on").map(Operation::valueOf).collect(Collectors.toSet()),
                Annotations.text(annotation, "using"),
                Annotations.text(annotation, "check"));
    }

    Place place() {
        return new Place(owner, annotation, null);
    }

    /** The place of what is written at a member of the annotation. */
    Place place(String member) {
        return new Place(owner, annotation, Annotations.written(annotation, member));
    }
}
