package dev.rls.processor;

import dev.rls.policy.ValueType;
import dev.rls.processor.Attributes.Attribute;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Checks that an attribute can hold a tenant. */
final class TenantAttribute {

    private static final Map<String, String> NOT_BASIC = Map.of(
            Annotations.JPA + "ManyToOne", "an association",
            Annotations.JPA + "OneToOne", "an association",
            Annotations.HIBERNATE + "Any", "an association",
            Annotations.JPA + "OneToMany", "a collection",
            Annotations.JPA + "ManyToMany", "a collection",
            Annotations.JPA + "ElementCollection", "a collection",
            Annotations.HIBERNATE + "ManyToAny", "a collection",
            Annotations.JPA + "Embedded", "an embedded object",
            Annotations.JPA + "EmbeddedId", "an embedded object");

    private static final Set<String> CONVERTED = Set.of(
            Annotations.JPA + "Convert",
            Annotations.JPA + "Lob",
            Annotations.HIBERNATE + "Formula",
            Annotations.HIBERNATE + "ColumnTransformer",
            Annotations.HIBERNATE + "Type",
            Annotations.HIBERNATE + "JavaType",
            Annotations.HIBERNATE + "JdbcType",
            Annotations.HIBERNATE + "JdbcTypeCode");

    private final Types types;
    private final Diagnostics diagnostics;

    TenantAttribute(Types types, Diagnostics diagnostics) {
        this.types = types;
        this.diagnostics = diagnostics;
    }

    /** The type of an attribute; empty, mostly after a diagnostic, if it can hold no tenant. */
    Optional<ValueType> typeOf(Attribute attribute, TypeElement type, Place place) {
        // A variable is decided by the class that binds it, all else by the class that declares the attribute.
        boolean variable = isTypeVariable(attribute);
        TypeMirror actual = variable
                ? JavaTypes.actual(attribute, (DeclaredType) type.asType(), types)
                : JavaTypes.declared(attribute);
        TypeElement owner = variable ? type : attribute.owner();
        if (actual.getKind() == TypeKind.ERROR) {
            diagnostics.leaveToCompiler();
            return Optional.empty();
        }
        Optional<String> structure = structure(attribute, actual);
        if (structure.isPresent()) {
            diagnostics.report(Message.ATTRIBUTE_NOT_BASIC, place, attribute.name(), owner, structure.get());
            return Optional.empty();
        }
        Optional<String> conversion = conversion(attribute);
        if (conversion.isPresent()) {
            diagnostics.report(
                    Message.ATTRIBUTE_CONVERTED, place, attribute.name(), owner, "it has " + conversion.get());
            return Optional.empty();
        }
        String name = JavaTypes.nameOf(actual);
        Optional<ValueType> found = Arrays.stream(ValueType.values())
                .filter(candidate ->
                        candidate.isOfTenants() && candidate.javaTypes().contains(name))
                .findFirst();
        if (found.isEmpty()) {
            diagnostics.report(Message.ATTRIBUTE_TYPE, place, attribute.name(), owner, name);
        }
        return found;
    }

    static boolean isTypeVariable(Attribute attribute) {
        return JavaTypes.declared(attribute).getKind() == TypeKind.TYPEVAR;
    }

    private static Optional<String> structure(Attribute attribute, TypeMirror actual) {
        for (AnnotationMirror annotation : attribute.member().getAnnotationMirrors()) {
            String structure = NOT_BASIC.get(Annotations.name(annotation));
            if (structure != null) {
                return Optional.of(structure + " (@"
                        + annotation.getAnnotationType().asElement().getSimpleName() + ")");
            }
        }
        return actual instanceof DeclaredType declared
                        && Annotations.has(declared.asElement(), Annotations.JPA + "Embeddable")
                ? Optional.of("an embedded object (" + JavaTypes.nameOf(actual) + ")")
                : Optional.empty();
    }

    private static Optional<String> conversion(Attribute attribute) {
        return attribute.member().getAnnotationMirrors().stream()
                .filter(annotation -> CONVERTED.contains(Annotations.name(annotation))
                        && !Annotations.flag(annotation, "disableConversion"))
                .map(annotation ->
                        "@" + annotation.getAnnotationType().asElement().getSimpleName())
                .findFirst();
    }
}
