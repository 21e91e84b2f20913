package dev.rls.processor;

import dev.rls.policy.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** The attributes of one entity by path: embedded ones are flattened, associations are left for later. */
final class FlatAttributes {

    private final Types types;
    private final NamingStrategy naming;
    private final Name table;
    private final AccessType access;
    private final Map<String, Attribute> attributes = new TreeMap<>();
    private final Map<String, Name> columns = new TreeMap<>();
    private final List<Found> associations = new ArrayList<>();
    private final List<Found> collections = new ArrayList<>();
    private final Set<String> ids = new TreeSet<>();
    private final List<Found> unresolved = new ArrayList<>();
    private boolean idIsMapped;

    /**
     * Reads them.
     *
     * @param entity the entity
     * @param table the name of its table before the naming strategy
     */
    FlatAttributes(Hierarchy entity, Name table, Types types, NamingStrategy naming) {
        this.types = types;
        this.naming = naming;
        this.table = table;
        this.access = AccessType.of(entity.type(), AccessType.defaultOf(entity));
        DeclaredType owner = (DeclaredType) entity.type().asType();
        read("", new Attributes(entity), owner, Overrides.of(entity), Set.of());
        if (idIsMapped) {
            ids.forEach(id -> attributes.put(id, new Attribute.Unusable("the key of an association (@MapsId)")));
        }
    }

    private void read(
            String prefix, Attributes found, DeclaredType owner, Overrides overrides, Set<TypeElement> around) {
        found.notPersistent()
                .forEach((name, why) -> attributes.put(prefix + name, new Attribute.Unusable("not stored: " + why)));
        for (Attributes.Attribute attribute : found.all()) {
            TypeMirror type = JavaTypes.actual(attribute, owner, types);
            read(new Found(prefix + attribute.name(), attribute, type, overrides), around);
        }
    }

    private void read(Found found, Set<TypeElement> around) {
        if (Members.isId(found.member())) {
            ids.add(found.path());
        }
        idIsMapped |= found.has(Annotations.JPA + "MapsId");
        if (found.type().getKind() == TypeKind.ERROR) {
            unresolved.add(found);
            attributes.put(found.path(), new Attribute.Unusable("of a type that the compiler does not find"));
        } else if (found.isToOne()) {
            associations.add(found);
        } else if (isEmbedded(found)) {
            readEmbedded(found, around);
        } else {
            if (found.has(Annotations.JPA + "OneToMany")) {
                collections.add(found);
            }
            BasicAttribute basic = BasicAttribute.of(found, table, naming);
            attributes.put(found.path(), basic.attribute());
            columns.put(found.path(), basic.column());
        }
    }

    /** As Hibernate's {@code EmbeddableBinder.isEmbedded} has it. */
    private static boolean isEmbedded(Found found) {
        return found.has(Annotations.JPA + "Embedded")
                || found.has(Annotations.JPA + "EmbeddedId")
                || (found.type() instanceof DeclaredType declared
                        && Annotations.has(declared.asElement(), Annotations.JPA + "Embeddable")
                        && !found.has(Annotations.JPA + "ElementCollection")
                        && !found.has(Annotations.JPA + "Convert"));
    }

    private void readEmbedded(Found found, Set<TypeElement> around) {
        Optional<String> why = Unusual.reason(found.member());
        if (why.isEmpty()
                && found.type() instanceof DeclaredType type
                && type.asElement() instanceof TypeElement element) {
            why = Unusual.reason(element);
            Optional<Hierarchy> embeddable = Hierarchy.of(element);
            AccessType inherited = AccessType.of(found.member(), access);
            boolean recordByGetters =
                    element.getKind() == ElementKind.RECORD && AccessType.of(element, inherited) == AccessType.PROPERTY;
            if (embeddable.isEmpty()) {
                unresolved.add(found);
            } else if (why.isEmpty() && !recordByGetters && !around.contains(element)) {
                Set<TypeElement> within = new HashSet<>(around);
                within.add(element);
                attributes.put(found.path(), new Attribute.Embedded());
                read(
                        found.path() + ".",
                        Attributes.ofEmbeddable(embeddable.get(), inherited),
                        type,
                        found.overrides().within(found.path(), found.member(), embeddable.get()),
                        within);
                return;
            }
        }
        attributes.put(found.path(), new Attribute.Unusable(why.orElse("embedded in a way that cannot be read")));
    }

    /** By path; without associations. */
    Map<String, Attribute> attributes() {
        return attributes;
    }

    List<Found> associations() {
        return associations;
    }

    /** Those of one-to-many associations. */
    List<Found> collections() {
        return collections;
    }

    /** Those whose types the compiler does not know. */
    List<Found> unresolved() {
        return unresolved;
    }

    /** The name of a basic attribute's column before the naming strategy. */
    Name column(String path) {
        Name column = columns.get(path);
        return column == null ? Name.of(path) : column;
    }

    Name table() {
        return table;
    }

    /** The attribute that is the whole key; empty if the key is more than one basic attribute. */
    Optional<String> key() {
        return ids.stream()
                .filter(id -> ids.size() == 1 && attributes.get(id) instanceof Attribute.Basic)
                .findFirst();
    }

    /** The attribute that is stored in a column, the key first. */
    Optional<String> attributeOf(String column) {
        return Stream.concat(key().stream(), attributes.keySet().stream())
                .filter(path -> attributes.get(path) instanceof Attribute.Basic basic
                        && basic.column().equals(column))
                .findFirst();
    }
}
