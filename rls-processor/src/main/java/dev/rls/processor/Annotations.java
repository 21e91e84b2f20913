package dev.rls.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Annotations by name: neither Jakarta Persistence nor Hibernate is on the class path of the processor. */
final class Annotations {

    static final String JPA = "jakarta.persistence.";
    static final String HIBERNATE = "org.hibernate.annotations.";
    static final String ENTITY = JPA + "Entity";
    static final String MAPPED_SUPERCLASS = JPA + "MappedSuperclass";

    private Annotations() {}

    static String name(AnnotationMirror annotation) {
        return ((TypeElement) annotation.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }

    static Optional<AnnotationMirror> find(Element element, String annotation) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> name(mirror).equals(annotation))
                .<AnnotationMirror>map(mirror -> mirror)
                .findFirst();
    }

    static boolean has(Element element, String annotation) {
        return find(element, annotation).isPresent();
    }

    /** A repeatable annotation, bare or in its container. */
    static Stream<AnnotationMirror> repeated(Element element, String annotation, String container) {
        Stream<AnnotationMirror> contained =
                find(element, container).stream().flatMap(mirror -> mirrors(value(mirror, "value")));
        return Stream.concat(find(element, annotation).stream(), contained);
    }

    /** The value written at a member, else its default. */
    static @Nullable AnnotationValue value(AnnotationMirror annotation, String member) {
        AnnotationValue written = written(annotation, member);
        return written != null ? written : defaultValue(annotation, member);
    }

    /** The value written at a member, if any. */
    static @Nullable AnnotationValue written(AnnotationMirror annotation, String member) {
        for (var entry : annotation.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(member)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static @Nullable AnnotationValue defaultValue(AnnotationMirror annotation, String member) {
        for (ExecutableElement method : ElementFilter.methodsIn(
                annotation.getAnnotationType().asElement().getEnclosedElements())) {
            if (method.getSimpleName().contentEquals(member)) {
                return method.getDefaultValue();
            }
        }
        return null;
    }

    /** Whether the compiler knows all annotations of an element, and all values in them. */
    static boolean areResolved(Element element) {
        return element.getAnnotationMirrors().stream().allMatch(Annotations::isResolved);
    }

    private static boolean isResolved(AnnotationMirror annotation) {
        return annotation.getAnnotationType().getKind() != TypeKind.ERROR
                && annotation.getElementValues().values().stream().allMatch(Annotations::isResolved);
    }

    /** An unresolved value is a text of its own that, unlike any other, is shown without quotes. */
    private static boolean isResolved(AnnotationValue value) {
        return mirrors(value).allMatch(Annotations::isResolved)
                && (value.getValue() instanceof List<?> list
                        ? list.stream().allMatch(element -> isResolved((AnnotationValue) element))
                        : !value.toString().equals("<error>"));
    }

    /** The text of a member, empty if there is none. */
    static String text(AnnotationMirror annotation, String member) {
        AnnotationValue value = value(annotation, member);
        return value != null && value.getValue() instanceof String text ? text : "";
    }

    /** The class that a member names; empty for none and for {@code void}, which stands for the default. */
    static Optional<TypeElement> type(AnnotationMirror annotation, String member) {
        AnnotationValue value = value(annotation, member);
        return value != null
                        && value.getValue() instanceof DeclaredType type
                        && type.asElement() instanceof TypeElement element
                ? Optional.of(element)
                : Optional.empty();
    }

    /** The name of the enum constant of a member, empty if there is none. */
    static String constant(AnnotationMirror annotation, String member) {
        AnnotationValue value = value(annotation, member);
        return value != null && value.getValue() instanceof VariableElement constant
                ? constant.getSimpleName().toString()
                : "";
    }

    /** The names of the enum constants of a member, one or many. */
    static Stream<String> constants(AnnotationMirror annotation, String member) {
        AnnotationValue value = value(annotation, member);
        List<?> held = value != null && value.getValue() instanceof List<?> list ? list : List.of();
        return held.stream()
                .flatMap(element -> ((AnnotationValue) element).getValue() instanceof VariableElement constant
                        ? Stream.of(constant.getSimpleName().toString())
                        : Stream.empty());
    }

    static boolean flag(AnnotationMirror annotation, String member) {
        AnnotationValue value = value(annotation, member);
        return value != null && Boolean.TRUE.equals(value.getValue());
    }

    /** The annotations a member holds, one or many. */
    static Stream<AnnotationMirror> mirrors(@Nullable AnnotationValue value) {
        Object held = value == null ? null : value.getValue();
        if (held instanceof AnnotationMirror mirror) {
            return Stream.of(mirror);
        }
        if (held instanceof List<?> list) {
            return list.stream().flatMap(element -> mirrors((AnnotationValue) element));
        }
        return Stream.empty();
    }
}
