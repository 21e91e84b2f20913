package dev.rls.processor;

import dev.rls.processor.Attributes.Attribute;
import java.util.Locale;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** The Java types of attributes. */
final class JavaTypes {

    private JavaTypes() {}

    /** As it is declared; a variable of the class that declares it is not resolved. */
    static TypeMirror declared(Attribute attribute) {
        return attribute.member() instanceof ExecutableElement getter
                ? getter.getReturnType()
                : attribute.member().asType();
    }

    /** As a class has it that inherits or instantiates the one that declares it. */
    static TypeMirror actual(Attribute attribute, DeclaredType owner, Types types) {
        TypeMirror actual = types.asMemberOf(owner, attribute.member());
        return actual instanceof ExecutableType getter ? getter.getReturnType() : actual;
    }

    /** Without type annotations and arguments, which the text of a type mirror would show. */
    static String nameOf(TypeMirror type) {
        if (type instanceof DeclaredType declared) {
            return ((TypeElement) declared.asElement()).getQualifiedName().toString();
        }
        return type.getKind() == TypeKind.TYPEVAR || type.getKind() == TypeKind.ARRAY
                ? type.toString()
                : type.getKind().name().toLowerCase(Locale.ROOT);
    }
}
