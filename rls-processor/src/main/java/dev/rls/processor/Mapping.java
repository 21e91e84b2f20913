package dev.rls.processor;

import dev.rls.policy.TableName;
import dev.rls.policy.render.SqlText;
import dev.rls.processor.Attributes.Attribute;
import java.util.Optional;
import java.util.stream.Stream;
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
        Optional<String> query = query(entity);
        if (query.isPresent()) {
            diagnostics.report(Message.NO_TABLE, Place.of(entity), entity, query.get());
            return Optional.empty();
        }
        Place place = Annotations.find(entity, TABLE)
                .map(table -> new Place(entity, table, null))
                .orElse(Place.of(entity));
        String schema = text(entity, TABLE, "schema", "");
        String name = tableName(entity);
        boolean schemaIsSafe = schema.isEmpty() || isSafe("schema", schema, entity, place);
        boolean nameIsSafe = isSafe("table", name, entity, place);
        return schemaIsSafe && nameIsSafe ? Optional.of(tableName(schema, name)) : Optional.empty();
    }

    /** The table that holds all rows of a root entity, if there is one and SQL can name it. */
    Optional<TableName> tableOfRows(TypeElement entity) {
        TableName table = tableName(text(entity, TABLE, "schema", ""), tableName(entity));
        boolean named = SqlText.isSafe(table.schema()) && SqlText.isSafe(table.name());
        return named && query(entity).isEmpty() && Inheritance.isOneTable(entity)
                ? Optional.of(table)
                : Optional.empty();
    }

    /** The name of an entity's table before the naming strategy. */
    Name declaredTable(TypeElement entity) {
        return Name.of(tableName(entity));
    }

    private TableName tableName(String schema, String name) {
        return new TableName(schema.isEmpty() ? options.schema() : stored(schema), stored(name));
    }

    /** The annotation that puts a query in place of a table. */
    private static Optional<String> query(TypeElement entity) {
        return Stream.of("Subselect", "View")
                .filter(name -> Annotations.has(entity, Annotations.HIBERNATE + name))
                .findFirst();
    }

    /** The column of an attribute; empty after a diagnostic if a policy cannot name it. */
    Optional<String> column(Attribute attribute, Hierarchy entity, Place place) {
        Optional<AnnotationMirror> column = Overrides.of(entity)
                .column(attribute.name())
                .or(() -> Annotations.find(attribute.member(), Annotations.JPA + "Column"));
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
