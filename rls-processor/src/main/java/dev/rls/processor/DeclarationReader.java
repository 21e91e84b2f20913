package dev.rls.processor;

import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads how entities are mapped, annotated or not. Says nothing: what no condition uses may be mapped as it likes. */
final class DeclarationReader {

    private final Elements elements;
    private final Types types;
    private final NamingStrategy naming;
    private final Mapping mapping;
    private final Diagnostics diagnostics;
    private final Predicate<TypeElement> compiled;
    private final ToOneAttribute toOne;
    private final Map<String, Optional<FlatAttributes>> targets = new HashMap<>();

    DeclarationReader(
            ProcessingEnvironment environment,
            Options options,
            Mapping mapping,
            Diagnostics diagnostics,
            Predicate<TypeElement> compiled) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.naming = options.naming();
        this.mapping = mapping;
        this.diagnostics = diagnostics;
        this.compiled = compiled;
        this.toOne = new ToOneAttribute(elements, naming, this::target);
    }

    /** All attributes of a root entity, by name. */
    Map<String, Attribute> attributes(Hierarchy entity) {
        FlatAttributes flat = flat(entity);
        if (flat.unresolved().stream()
                .anyMatch(found -> compiled.test(found.attribute().owner()))) {
            diagnostics.leaveToCompiler();
        }
        Map<String, Attribute> attributes = new TreeMap<>(flat.attributes());
        flat.associations().forEach(found -> attributes.put(found.path(), toOne.of(found, flat.table())));
        return attributes;
    }

    /** A root entity that paths lead to, without what its annotations say; empty if a condition cannot name its table. */
    Optional<EntityDeclaration> unprotected(Hierarchy entity) {
        return mapping.tableOfRows(entity.type())
                .map(table -> new EntityDeclaration(
                        elements.getBinaryName(entity.type()).toString(), table, attributes(entity), null, List.of()));
    }

    /** The associations of an entity in the table of its root that have one column there. */
    Map<Found, Attribute.ToOne> associations(Hierarchy entity, TypeElement root) {
        FlatAttributes flat = flat(entity, root);
        Map<Found, Attribute.ToOne> associations = new LinkedHashMap<>();
        for (Found found : flat.associations()) {
            if (toOne.of(found, flat.table()) instanceof Attribute.ToOne column) {
                associations.put(found, column);
            }
        }
        return associations;
    }

    /** The associations of an entity in the table of its root that write a column in the table of their elements. */
    Map<Found, Attribute.ToOne> written(Hierarchy entity, TypeElement root) {
        FlatAttributes flat = flat(entity, root);
        Map<Found, Attribute.ToOne> associations = new LinkedHashMap<>();
        for (Found found : flat.collections()) {
            toOne.written(found, root, flat).ifPresent(column -> associations.put(found, column));
        }
        return associations;
    }

    private FlatAttributes flat(Hierarchy entity) {
        return flat(entity, entity.type());
    }

    private FlatAttributes flat(Hierarchy entity, TypeElement root) {
        return new FlatAttributes(entity, mapping.declaredTable(root), types, naming);
    }

    private Optional<FlatAttributes> target(TypeElement entity) {
        String name = entity.getQualifiedName().toString();
        Optional<FlatAttributes> known = targets.get(name);
        if (known == null) {
            known = mapping.tableOfRows(entity)
                    .flatMap(table -> Hierarchy.of(entity))
                    .map(this::flat);
            targets.put(name, known);
        }
        return known;
    }
}
