package dev.rls.processor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** What stands outside of an attribute and overrides its mapping, by path from the entity. The outermost counts. */
final class Overrides {

    private final Map<String, AnnotationMirror> columns = new HashMap<>();
    private final Map<String, List<AnnotationMirror>> joinColumns = new HashMap<>();
    private final Map<String, Boolean> conversions = new HashMap<>();

    private Overrides() {}

    /** Those of an entity and the classes above it, the nearest one first. */
    static Overrides of(Hierarchy entity) {
        Overrides overrides = new Overrides();
        entity.managed().forEach(type -> overrides.add("", type));
        return overrides;
    }

    /** With those of an embedded attribute, then those of its class. */
    Overrides within(String path, Element embedded, Hierarchy embeddable) {
        Overrides overrides = new Overrides();
        overrides.columns.putAll(columns);
        overrides.joinColumns.putAll(joinColumns);
        overrides.conversions.putAll(conversions);
        overrides.add(path + ".", embedded);
        embeddable.embedded().forEach(type -> overrides.add(path + ".", type));
        return overrides;
    }

    private void add(String prefix, Element element) {
        Annotations.repeated(element, Annotations.JPA + "AttributeOverride", Annotations.JPA + "AttributeOverrides")
                .forEach(override -> Annotations.mirrors(Annotations.value(override, "column"))
                        .forEach(column -> columns.putIfAbsent(prefix + Annotations.text(override, "name"), column)));
        Annotations.repeated(element, Annotations.JPA + "AssociationOverride", Annotations.JPA + "AssociationOverrides")
                .forEach(override -> joinColumns.putIfAbsent(
                        prefix + Annotations.text(override, "name"),
                        Annotations.mirrors(Annotations.value(override, "joinColumns"))
                                .toList()));
        Annotations.repeated(element, Annotations.JPA + "Convert", Annotations.JPA + "Converts")
                .forEach(convert -> conversions.putIfAbsent(
                        prefix + Annotations.text(convert, "attributeName"),
                        !Annotations.flag(convert, "disableConversion")));
    }

    /** The {@code @Column} in place of the attribute's own. */
    Optional<AnnotationMirror> column(String path) {
        return Optional.ofNullable(columns.get(path));
    }

    /** The join columns in place of the association's own; none if there is a join table instead. */
    Optional<List<AnnotationMirror>> joinColumns(String path) {
        return Optional.ofNullable(joinColumns.get(path));
    }

    boolean isConverted(String path) {
        return conversions.getOrDefault(path, false);
    }
}
