package dev.rls.processor;

import dev.rls.processor.Attributes.Attribute;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;

/**
 * An attribute of an entity where it was found.
 *
 * @param path its name, with those of the embedded objects it lies in, joined by dots
 * @param attribute the field or getter
 * @param type its type, variables resolved
 * @param overrides what stands around it
 */
record Found(String path, Attribute attribute, TypeMirror type, Overrides overrides) {

    Element member() {
        return attribute.member();
    }

    boolean has(String annotation) {
        return Annotations.has(member(), annotation);
    }

    boolean isToOne() {
        return toOne().isPresent();
    }

    Optional<AnnotationMirror> toOne() {
        return Stream.of("ManyToOne", "OneToOne")
                .flatMap(name -> Annotations.find(member(), Annotations.JPA + name).stream())
                .findFirst();
    }

    /** The column as it is declared, with what overrides it. */
    Optional<AnnotationMirror> column() {
        return overrides.column(path).or(() -> Annotations.find(member(), Annotations.JPA + "Column"));
    }
}
