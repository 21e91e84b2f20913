package dev.rls.processor;

import dev.rls.policy.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;

/** Reads associations to one row, by one column of the entity's table. */
final class ToOneAttribute {

    private final Elements elements;
    private final NamingStrategy naming;
    private final Function<TypeElement, Optional<FlatAttributes>> attributes;

    /**
     * A reader.
     *
     * @param attributes those of an entity; empty if it has no table of its own
     */
    ToOneAttribute(
            Elements elements, NamingStrategy naming, Function<TypeElement, Optional<FlatAttributes>> attributes) {
        this.elements = elements;
        this.naming = naming;
        this.attributes = attributes;
    }

    /** The association, or the reason why no condition can follow it. */
    Attribute of(Found found, Name table) {
        Optional<String> why = Unusual.reason(found.member()).or(() -> noColumn(found));
        if (why.isPresent()) {
            return new Attribute.Unusable(why.get());
        }
        Optional<TypeElement> target = target(found).flatMap(Hierarchy::of).flatMap(Hierarchy::rootEntity);
        if (target.isEmpty()) {
            return new Attribute.Unusable("an association to something that is no entity");
        }
        Optional<FlatAttributes> there = attributes.apply(target.get());
        if (there.isEmpty()) {
            return new Attribute.Unusable(
                    "an association to " + target.get().getQualifiedName() + ", which has no table of its own");
        }
        List<AnnotationMirror> columns = joinColumns(found);
        return columns.size() > 1
                ? new Attribute.Unusable("an association with more than one column")
                : of(found, table, columns.stream().findFirst(), target.get(), there.get());
    }

    private Attribute of(
            Found found, Name table, Optional<AnnotationMirror> column, TypeElement target, FlatAttributes there) {
        String referenced = text(column, "referencedColumnName");
        Optional<String> key = referenced.isBlank() ? there.key() : there.attributeOf(naming.stored(referenced));
        if (key.isEmpty() || !(there.attributes().get(key.get()) instanceof Attribute.Basic basic)) {
            String what = referenced.isBlank() ? "its key" : "column \"" + referenced + "\"";
            return new Attribute.Unusable("an association to " + target.getQualifiedName() + ", where " + what
                    + " is no single basic attribute");
        }
        Name name = text(column, "name").isBlank()
                ? byDefault(found.attribute().name(), there.column(key.get()), there.table())
                : Name.of(text(column, "name"));
        String definition = text(column, "columnDefinition");
        Optional<String> why = column.flatMap(declared -> BasicAttribute.otherTable(declared, table, naming))
                .or(() -> BasicAttribute.unsafe(name, naming));
        if (why.isEmpty() && !ColumnDefinition.fits(definition, basic.type())) {
            why = Optional.of("in a column defined as \"" + definition + "\", not as "
                    + basic.type().sql());
        }
        return why.<Attribute>map(Attribute.Unusable::new)
                .orElse(new Attribute.ToOne(
                        naming.stored(name), elements.getBinaryName(target).toString(), key.get()));
    }

    /** The column that a one-to-many association writes in the table of its elements, where it has no join table. */
    Optional<Attribute.ToOne> written(Found found, TypeElement owner, FlatAttributes own) {
        List<AnnotationMirror> columns = joinColumns(found);
        if (columns.size() != 1 || !isWriting(found)) {
            return Optional.empty();
        }
        String referenced = Annotations.text(columns.get(0), "referencedColumnName");
        Optional<String> key = referenced.isBlank() ? own.key() : own.attributeOf(naming.stored(referenced));
        return key.map(attribute -> {
            String declared = Annotations.text(columns.get(0), "name");
            Name name = declared.isBlank()
                    ? byDefault(found.attribute().name(), own.column(attribute), own.table())
                    : Name.of(declared);
            return new Attribute.ToOne(
                    naming.stored(name), elements.getBinaryName(owner).toString(), attribute);
        });
    }

    private static boolean isWriting(Found found) {
        return Annotations.find(found.member(), Annotations.JPA + "OneToMany")
                .filter(collection -> Annotations.text(collection, "mappedBy").isEmpty())
                .filter(collection -> !Annotations.has(found.member(), Annotations.JPA + "JoinTable"))
                .isPresent();
    }

    /** As {@code AnnotatedJoinColumns.buildDefaultColumnName} has it: quoted if one of its origins is. */
    private static Name byDefault(String attribute, Name key, Name table) {
        Name name = Name.of(attribute + "_" + key.text());
        return new Name(name.text(), name.quoted() || key.quoted() || table.quoted());
    }

    private static Optional<String> noColumn(Found found) {
        Element member = found.member();
        boolean inverse = found.toOne()
                .map(toOne -> !Annotations.text(toOne, "mappedBy").isEmpty())
                .orElse(false);
        boolean overridden = found.overrides().joinColumns(found.path()).isPresent();
        boolean table = overridden
                ? found.overrides().joinColumns(found.path()).get().isEmpty()
                : Annotations.has(member, Annotations.JPA + "JoinTable");
        if (inverse) {
            return Optional.of("an association mapped by the other side");
        }
        if (table) {
            return Optional.of("an association by a join table");
        }
        for (String name : new String[] {"JoinFormula", "JoinColumnOrFormula", "JoinColumnsOrFormulas"}) {
            if (Annotations.has(member, Annotations.HIBERNATE + name)) {
                return Optional.of("an association by a formula");
            }
        }
        if (Annotations.has(member, Annotations.HIBERNATE + "PropertyRef")) {
            return Optional.of("an association by @PropertyRef");
        }
        return Annotations.has(member, Annotations.JPA + "PrimaryKeyJoinColumn")
                        || Annotations.has(member, Annotations.JPA + "PrimaryKeyJoinColumns")
                ? Optional.of("an association by the primary key")
                : Optional.empty();
    }

    private static Optional<TypeElement> target(Found found) {
        return found.toOne()
                .flatMap(toOne -> Annotations.type(toOne, "targetEntity"))
                .or(() -> found.type() instanceof DeclaredType declared
                                && declared.asElement() instanceof TypeElement element
                        ? Optional.of(element)
                        : Optional.empty());
    }

    private static List<AnnotationMirror> joinColumns(Found found) {
        return found.overrides()
                .joinColumns(found.path())
                .orElseGet(() -> Annotations.repeated(
                                found.member(), Annotations.JPA + "JoinColumn", Annotations.JPA + "JoinColumns")
                        .toList());
    }

    private static String text(Optional<AnnotationMirror> annotation, String member) {
        return annotation.map(found -> Annotations.text(found, member)).orElse("");
    }
}
