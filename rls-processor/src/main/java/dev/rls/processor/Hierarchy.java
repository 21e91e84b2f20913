package dev.rls.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A class with its superclasses.
 *
 * @param classes the class first, then upwards, without {@link Object}
 */
record Hierarchy(List<TypeElement> classes) {

    /** Empty if a superclass or an annotation cannot be resolved; the compiler says so itself. */
    static Optional<Hierarchy> of(TypeElement type) {
        List<TypeElement> classes = new ArrayList<>();
        TypeElement next = type;
        while (!next.getQualifiedName().contentEquals("java.lang.Object")) {
            classes.add(next);
            TypeMirror superclass = next.getSuperclass();
            if (superclass.getKind() == TypeKind.ERROR || !areAnnotationsResolved(next)) {
                return Optional.empty();
            }
            if (superclass.getKind() == TypeKind.NONE) {
                break;
            }
            next = (TypeElement) ((DeclaredType) superclass).asElement();
        }
        return Optional.of(new Hierarchy(classes));
    }

    private static boolean areAnnotationsResolved(TypeElement type) {
        return (!isManaged(type) && !isEmbeddable(type))
                || (Annotations.areResolved(type)
                        && type.getEnclosedElements().stream()
                                .filter(member ->
                                        member.getKind() == ElementKind.FIELD || member.getKind() == ElementKind.METHOD)
                                .allMatch(Annotations::areResolved));
    }

    /** The class itself. */
    TypeElement type() {
        return classes.get(0);
    }

    /** The entities and mapped superclasses, from the class upwards: only their members are persistent. */
    List<TypeElement> managed() {
        return classes.stream().filter(Hierarchy::isManaged).toList();
    }

    /** The classes that Hibernate does not look at. */
    List<TypeElement> unmanaged() {
        return classes.stream().filter(type -> !isManaged(type)).toList();
    }

    /** An embeddable class with the mapped superclasses right above it. */
    List<TypeElement> embedded() {
        List<TypeElement> above = classes.stream()
                .skip(1)
                .takeWhile(Hierarchy::isMappedSuperclass)
                .toList();
        return Stream.concat(Stream.of(type()), above.stream()).toList();
    }

    /** The topmost entity, if there is any. */
    Optional<TypeElement> rootEntity() {
        return classes.stream().filter(Hierarchy::isEntity).reduce((lower, higher) -> higher);
    }

    /** From the class upwards. */
    List<TenantScope> scopes() {
        return managed().stream().flatMap(type -> TenantScope.of(type).stream()).toList();
    }

    /** From the topmost class downwards. */
    List<PlacedPolicy> policies() {
        List<PlacedPolicy> policies = new ArrayList<>();
        for (TypeElement type : managed()) {
            policies.addAll(0, PlacedPolicy.of(type));
        }
        return policies;
    }

    boolean isProtected() {
        return !scopes().isEmpty() || !policies().isEmpty();
    }

    static boolean isEntity(TypeElement type) {
        return Annotations.has(type, Annotations.ENTITY);
    }

    static boolean isMappedSuperclass(TypeElement type) {
        return Annotations.has(type, Annotations.MAPPED_SUPERCLASS);
    }

    static boolean isEmbeddable(TypeElement type) {
        return Annotations.has(type, Annotations.JPA + "Embeddable");
    }

    static boolean isManaged(TypeElement type) {
        return isEntity(type) || isMappedSuperclass(type);
    }
}
