package dev.rls.processor;

import dev.rls.TenantScoped;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;

/**
 * A {@link TenantScoped} where it stands.
 *
 * @param owner the class that bears it
 * @param annotation the annotation
 */
record TenantScope(TypeElement owner, AnnotationMirror annotation) {

    static Optional<TenantScope> of(TypeElement type) {
        return Annotations.find(type, TenantScoped.class.getName())
                .map(annotation -> new TenantScope(type, annotation));
    }

    String attribute() {
        return Annotations.text(annotation, "attribute");
    }

    String claim() {
        return Annotations.text(annotation, "claim");
    }

    String via() {
        return Annotations.text(annotation, "via");
    }

    boolean isShared() {
        return Annotations.flag(annotation, "shared");
    }

    Place place() {
        return new Place(owner, annotation, null);
    }

    /** The place of what is written at a member of the annotation. */
    Place place(String member) {
        return new Place(owner, annotation, Annotations.written(annotation, member));
    }
}
