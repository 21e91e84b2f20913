package dev.rls.processor;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** The members of a class that can be mapped: its fields, and its getters as Hibernate knows them. */
final class Members {

    private static final String ACCESS = Annotations.JPA + "Access";
    private static final String TRANSIENT = Annotations.JPA + "Transient";

    /** These say nothing about where the mapping of an attribute stands. */
    private static final Set<String> NO_MAPPING = Set.of(
            ACCESS,
            TRANSIENT,
            Annotations.JPA + "PostLoad",
            Annotations.JPA + "PostPersist",
            Annotations.JPA + "PostRemove",
            Annotations.JPA + "PostUpdate",
            Annotations.JPA + "PrePersist",
            Annotations.JPA + "PreRemove",
            Annotations.JPA + "PreUpdate");

    private Members() {}

    static List<? extends Element> fields(TypeElement type) {
        return ElementFilter.fieldsIn(type.getEnclosedElements());
    }

    static List<? extends Element> getters(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(Members::isGetter)
                .toList();
    }

    /** Without static and transient members, however they say it. */
    static boolean isPersistable(Element member) {
        return !member.getModifiers().contains(Modifier.STATIC)
                && !member.getModifiers().contains(Modifier.TRANSIENT)
                && !Annotations.has(member, TRANSIENT);
    }

    static boolean hasAccess(Element member) {
        return Annotations.has(member, ACCESS);
    }

    static boolean isId(Element member) {
        return Annotations.has(member, Annotations.JPA + "Id")
                || Annotations.has(member, Annotations.JPA + "EmbeddedId");
    }

    static boolean isMapped(Element member) {
        return member.getAnnotationMirrors().stream()
                .map(Annotations::name)
                .anyMatch(name -> name.startsWith(Annotations.JPA) && !NO_MAPPING.contains(name));
    }

    /** The attribute a member stands for. */
    static String attribute(Element member) {
        String name = member.getSimpleName().toString();
        if (member.getKind().isField()) {
            return name;
        }
        String property = name.substring(name.startsWith("is") ? 2 : 3);
        boolean acronym = property.length() > 1
                && Character.isUpperCase(property.charAt(0))
                && Character.isUpperCase(property.charAt(1));
        return acronym || property.isEmpty()
                ? property
                : property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
    }

    private static boolean isGetter(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        TypeKind type = method.getReturnType().getKind();
        return method.getParameters().isEmpty()
                && type != TypeKind.VOID
                && (name.startsWith("get") || (name.startsWith("is") && type == TypeKind.BOOLEAN));
    }
}
