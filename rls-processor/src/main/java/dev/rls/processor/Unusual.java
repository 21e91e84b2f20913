package dev.rls.processor;

import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** Annotations with which a column holds something else than the attribute does. */
final class Unusual {

    private static final String COLLECTION = "a collection";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(Annotations.JPA + "OneToMany", COLLECTION),
            Map.entry(Annotations.JPA + "ManyToMany", COLLECTION),
            Map.entry(Annotations.JPA + "ElementCollection", COLLECTION),
            Map.entry(Annotations.HIBERNATE + "ManyToAny", COLLECTION),
            Map.entry(Annotations.HIBERNATE + "Any", "an association to any entity"),
            Map.entry(Annotations.JPA + "Lob", "a large object"),
            Map.entry(Annotations.HIBERNATE + "Formula", "a formula"),
            Map.entry(Annotations.HIBERNATE + "ColumnTransformer", "transformed by @ColumnTransformer"),
            Map.entry(Annotations.HIBERNATE + "ColumnTransformers", "transformed by @ColumnTransformer"),
            Map.entry(Annotations.HIBERNATE + "Collate", "compared by a collation of its own"),
            Map.entry(Annotations.HIBERNATE + "Parent", "the object around it"),
            Map.entry(Annotations.HIBERNATE + "Type", "stored through @Type"),
            Map.entry(Annotations.HIBERNATE + "CompositeType", "stored through @CompositeType"),
            Map.entry(Annotations.HIBERNATE + "JavaType", "stored through @JavaType"),
            Map.entry(Annotations.HIBERNATE + "JdbcType", "stored through @JdbcType"),
            Map.entry(Annotations.HIBERNATE + "JdbcTypeCode", "stored through @JdbcTypeCode"),
            Map.entry(Annotations.HIBERNATE + "Struct", "stored through @Struct"),
            Map.entry(Annotations.HIBERNATE + "TimeZoneStorage", "stored through @TimeZoneStorage"),
            Map.entry(Annotations.HIBERNATE + "EmbeddedTable", "in a secondary table"),
            Map.entry(Annotations.HIBERNATE + "EmbeddedColumnNaming", "named by @EmbeddedColumnNaming"));

    private Unusual() {}

    /** Why no condition can use an attribute; empty if nothing is unusual about it. */
    static Optional<String> reason(Element member) {
        return member.getAnnotationMirrors().stream()
                .flatMap(annotation -> reason(annotation).stream())
                .findFirst();
    }

    private static Optional<String> reason(AnnotationMirror annotation) {
        String name = Annotations.name(annotation);
        Element type = annotation.getAnnotationType().asElement();
        boolean binds = !name.startsWith(Annotations.HIBERNATE)
                && Annotations.has(type, Annotations.HIBERNATE + "AttributeBinderType");
        return binds ? Optional.of("mapped by @" + type.getSimpleName()) : Optional.ofNullable(REASONS.get(name));
    }
}
