package dev.rls.processor;

import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.Reference;
import dev.rls.policy.TenantReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Finds the columns by which protected entities refer to each other, whichever side maps them. */
final class References {

    private final DeclarationReader declarations;
    private final Elements elements;
    private final Function<String, @Nullable EntityDeclaration> entities;
    private final Map<String, List<TenantReferences.Column>> columns = new TreeMap<>();

    /**
     * None yet.
     *
     * @param entities finds an entity by its binary name
     */
    References(
            DeclarationReader declarations, Elements elements, Function<String, @Nullable EntityDeclaration> entities) {
        this.declarations = declarations;
        this.elements = elements;
        this.entities = entities;
    }

    /**
     * The references of entities.
     *
     * @param compiled the classes that are compiled now, whose associations count
     * @param roots the protected root entities that the compiler knows
     * @return by the name of the entity, for each of those
     */
    Map<String, List<Reference>> of(List<TypeElement> compiled, Map<String, TypeElement> roots) {
        Stream.concat(compiled.stream(), roots.values().stream())
                .distinct()
                .filter(Hierarchy::isEntity)
                .forEach(this::read);
        Map<String, List<Reference>> references = new TreeMap<>();
        for (String name : roots.keySet()) {
            EntityDeclaration entity = entities.apply(name);
            if (entity != null) {
                references.put(name, TenantReferences.of(entity, columns.getOrDefault(name, List.of()), entities));
            }
        }
        return references;
    }

    /** A subclass with a table of its own has its columns there, which Hibernate alone knows. */
    private void read(TypeElement type) {
        Optional<Hierarchy> hierarchy = Hierarchy.of(type);
        Optional<TypeElement> root = hierarchy.flatMap(Hierarchy::rootEntity);
        if (root.isPresent() && (root.get().equals(type) || Inheritance.isSingleTable(root.get()))) {
            declarations
                    .associations(hierarchy.get(), root.get())
                    .forEach((found, toOne) -> add(nameOf(root.get()), found.path(), found, toOne));
            declarations
                    .written(hierarchy.get(), root.get())
                    .forEach((found, toOne) -> element(found)
                            .flatMap(Hierarchy::of)
                            .flatMap(Hierarchy::rootEntity)
                            .ifPresent(element ->
                                    add(nameOf(element), nameOf(root.get()) + "." + found.path(), found, toOne)));
        }
    }

    private void add(String entity, String attribute, Found found, Attribute.ToOne toOne) {
        EntityDeclaration target = entities.apply(toOne.target());
        if (target != null && target.attributes().get(toOne.key()) instanceof Attribute.Basic key) {
            columns.computeIfAbsent(entity, name -> new ArrayList<>())
                    .add(new TenantReferences.Column(
                            attribute, toOne.column(), toOne.target(), key.column(), Crossings.isOn(found.member())));
        }
    }

    /** What a collection or the values of a map are. */
    private static Optional<TypeElement> element(Found found) {
        return Annotations.find(found.member(), Annotations.JPA + "OneToMany")
                .flatMap(collection -> Annotations.type(collection, "targetEntity"))
                .or(() -> found.type() instanceof DeclaredType declared
                        ? last(declared.getTypeArguments())
                        : Optional.empty());
    }

    private static Optional<TypeElement> last(List<? extends TypeMirror> arguments) {
        return !arguments.isEmpty()
                        && arguments.get(arguments.size() - 1) instanceof DeclaredType declared
                        && declared.asElement() instanceof TypeElement element
                ? Optional.of(element)
                : Optional.empty();
    }

    private String nameOf(TypeElement type) {
        return elements.getBinaryName(type).toString();
    }
}
