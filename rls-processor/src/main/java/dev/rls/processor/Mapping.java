package dev.rls.processor;

import dev.rls.policy.TableName;
import dev.rls.policy.render.SqlText;
import dev.rls.processor.Attributes.Attribute;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads table and column of an entity from its annotations. */
final class Mapping {

    private static final String TABLE = Annotations.JPA + "Table";

    private final Elements elements;
    private final Options options;
    private final Diagnostics diagnostics;

    Mapping(Elements elements, Options options, Diagnostics diagnostics) {
        this.elements = elements;
        this.options = options;
        this.diagnostics = diagnostics;
    }

    /** The table of a root entity; empty after a diagnostic if a policy cannot stand on it. */
    Optional<TableName> table(TypeElement entity) {
        for (String noTable : new String[] {"Subselect", "View"}) {
            if (Annotations.has(entity, Annotations.HIBERNATE + noTable)) {
                diagnostics.report(Message.NO_TABLE, Place.of(entity), entity, noTable);
                return Optional.empty();
            }
        }
        Place place = Annotations.find(entity, TABLE)
                .map(table -> new Place(entity, table, null))
                .orElse(Place.of(entity));
        String schema = text(entity, TABLE, "schema", "");
        String name = tableName(entity);
        boolean schemaIsSafe = schema.isEmpty() || isSafe("schema", schema, entity, place);
        boolean nameIsSafe = isSafe("table", name, entity, place);
        return schemaIsSafe && nameIsSafe
                ? Optional.of(new TableName(schema.isEmpty() ? options.schema() : stored(schema), stored(name)))
                : Optional.empty();
    }

    /** The column of an attribute; empty after a diagnostic if a policy cannot name it. */
    Optional<String> column(Attribute attribute, Hierarchy entity, Place place) {
        Optional<AnnotationMirror> column =
                override(attribute, entity).or(() -> Annotations.find(attribute.member(), Annotations.JPA + "Column"));
        String table = column.map(found -> Annotations.text(found, "table")).orElse("");
        if (!table.isEmpty() && !stored(table).equals(stored(tableName(entity.type())))) {
            diagnostics.report(
                    Message.ATTRIBUTE_CONVERTED,
                    place,
                    attribute.name(),
                    attribute.owner(),
                    "it lies in table \"" + table + "\"");
            return Optional.empty();
        }
        String name = column.map(found -> Annotations.text(found, "name"))
                .filter(found -> !found.isEmpty())
                .orElse(attribute.name());
        return isSafe("column", name, attribute.owner(), place) ? Optional.of(stored(name)) : Optional.empty();
    }

    /** The nearest override, from the entity upwards. */
    private static Optional<AnnotationMirror> override(Attribute attribute, Hierarchy entity) {
        return entity.managed().stream()
                .flatMap(type -> Annotations.repeated(
                        type, Annotations.JPA + "AttributeOverride", Annotations.JPA + "AttributeOverrides"))
                .filter(override -> Annotations.text(override, "name").equals(attribute.name()))
                .flatMap(override -> Annotations.mirrors(Annotations.value(override, "column")))
                .findFirst();
    }

    private String tableName(TypeElement entity) {
        return text(entity, TABLE, "name", entityName(entity));
    }

    /** The name given to the entity, else the binary name of its class without the package. */
    private String entityName(TypeElement entity) {
        String binaryName = elements.getBinaryName(entity).toString();
        String unqualified = binaryName.substring(binaryName.lastIndexOf('.') + 1);
        return text(entity, Annotations.ENTITY, "name", unqualified);
    }

    private static String text(TypeElement type, String annotation, String member, String otherwise) {
        return Annotations.find(type, annotation)
                .map(found -> Annotations.text(found, member))
                .filter(text -> !text.isBlank())
                .orElse(otherwise);
    }

    private String stored(String declared) {
        return options.naming().stored(declared);
    }

    private boolean isSafe(String kind, String declared, TypeElement owner, Place place) {
        boolean safe = SqlText.isSafe(Name.of(declared).text()) && SqlText.isSafe(stored(declared));
        if (!safe) {
            diagnostics.report(Message.NAME, place, kind, declared, owner);
        }
        return safe;
    }
}
