package dev.rls.processor;

import dev.rls.SuppressLint;
import dev.rls.SuppressLints;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/**
 * A {@link SuppressLint} where it stands.
 *
 * @param owner the class that bears it
 * @param annotation the annotation
 */
record Suppression(TypeElement owner, AnnotationMirror annotation) {

    static List<Suppression> of(TypeElement type) {
        return Annotations.repeated(type, SuppressLint.class.getName(), SuppressLints.class.getName())
                .map(annotation -> new Suppression(type, annotation))
                .toList();
    }

    String code() {
        return Annotations.text(annotation, "value");
    }

    boolean hasReason() {
        return !Annotations.text(annotation, "reason").isBlank();
    }

    /** The place of what is written at a member of the annotation. */
    Place place(String member) {
        return new Place(owner, annotation, Annotations.written(annotation, member));
    }
}
