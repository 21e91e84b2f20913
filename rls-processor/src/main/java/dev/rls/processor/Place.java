package dev.rls.processor;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where a diagnostic points to.
 *
 * @param element the class, if there is one
 * @param annotation the annotation on it, if that is meant
 * @param value the value in it, if that is meant
 */
record Place(
        @Nullable Element element,
        @Nullable AnnotationMirror annotation,
        @Nullable AnnotationValue value) {

    static final Place NOWHERE = new Place(null, null, null);

    static Place of(Element element) {
        return new Place(element, null, null);
    }
}
