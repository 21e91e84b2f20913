package dev.rls.processor;

import dev.rls.policy.Attribute;
import dev.rls.policy.ValueType;
import dev.rls.policy.render.SqlText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * An attribute with a column of its own, or the reason why no condition can use it.
 *
 * @param attribute a basic or unusable one
 * @param column the name of the column before the naming strategy; needed to name foreign keys after it
 */
record BasicAttribute(Attribute attribute, Name column) {

    private static final Map<String, String> INEXACT = Map.of(
            "double", "which is not exact",
            "float", "which is not exact",
            "java.lang.Double", "which is not exact",
            "java.lang.Float", "which is not exact",
            "java.time.LocalDateTime", "which has no zone",
            "java.time.LocalTime", "which has no date");

    /** Reads what is neither embedded nor an association. */
    static BasicAttribute of(Found found, Name table, NamingStrategy naming) {
        Optional<AnnotationMirror> annotation = found.column();
        Name column = annotation
                .map(declared -> Annotations.text(declared, "name"))
                .filter(name -> !name.isEmpty())
                .map(Name::of)
                .orElse(Name.of(found.attribute().name()));
        Optional<String> why = Unusual.reason(found.member())
                .or(() -> conversion(found))
                .or(() -> annotation.flatMap(declared -> otherTable(declared, table, naming)))
                .or(() -> unsafe(column, naming));
        if (why.isPresent()) {
            return new BasicAttribute(new Attribute.Unusable(why.get()), column);
        }
        String definition = annotation
                .map(declared -> Annotations.text(declared, "columnDefinition"))
                .orElse("");
        return new BasicAttribute(typed(found, naming.stored(column), definition), column);
    }

    private static Attribute typed(Found found, String column, String definition) {
        List<String> constants = constants(found.type());
        Optional<ValueType> type = constants.isEmpty()
                ? valueType(JavaTypes.nameOf(found.type()))
                : Optional.of(holdsNames(found.member()) ? ValueType.STRING : ValueType.INTEGER);
        if (type.isEmpty() || hasValuesOfItsOwn(found.type())) {
            String name = JavaTypes.nameOf(found.type());
            String defect = INEXACT.get(name);
            return new Attribute.Unusable("of type " + name + (defect == null ? "" : ", " + defect));
        }
        return ColumnDefinition.fits(definition, type.get())
                ? new Attribute.Basic(column, type.get(), constants)
                : new Attribute.Unusable("in a column defined as \"" + definition + "\", not as "
                        + type.get().sql());
    }

    private static Optional<ValueType> valueType(String javaType) {
        return Arrays.stream(ValueType.values())
                .filter(type -> type.javaTypes().contains(javaType))
                .findFirst();
    }

    private static List<String> constants(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement().getKind() == ElementKind.ENUM
                ? declared.asElement().getEnclosedElements().stream()
                        .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
                        .map(constant -> constant.getSimpleName().toString())
                        .toList()
                : List.of();
    }

    private static boolean holdsNames(Element member) {
        return Annotations.find(member, Annotations.JPA + "Enumerated")
                .map(enumerated -> Annotations.constant(enumerated, "value").equals("STRING"))
                .orElse(false);
    }

    /** An enum can say which of its fields is stored. */
    private static boolean hasValuesOfItsOwn(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement().getEnclosedElements().stream()
                        .anyMatch(member -> Annotations.has(member, Annotations.JPA + "EnumeratedValue"));
    }

    private static Optional<String> conversion(Found found) {
        boolean own = Annotations.repeated(found.member(), Annotations.JPA + "Convert", Annotations.JPA + "Converts")
                .anyMatch(convert -> !Annotations.flag(convert, "disableConversion"));
        return own || found.overrides().isConverted(found.path())
                ? Optional.of("stored through a converter")
                : Optional.empty();
    }

    /** Of a column or join column that names a table. */
    static Optional<String> otherTable(AnnotationMirror column, Name table, NamingStrategy naming) {
        String name = Annotations.text(column, "table");
        return name.isBlank() || naming.stored(name).equals(naming.stored(table))
                ? Optional.empty()
                : Optional.of("in a secondary table");
    }

    static Optional<String> unsafe(Name column, NamingStrategy naming) {
        return SqlText.isSafe(column.text()) && SqlText.isSafe(naming.stored(column))
                ? Optional.empty()
                : Optional.of("in a column whose name cannot stand safely in SQL");
    }
}
