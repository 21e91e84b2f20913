package dev.rls.processor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The persistent attributes of a class, those of its mapped superclasses and superentities included. */
final class Attributes {

    private final Hierarchy hierarchy;
    private final AccessType byDefault;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    /**
     * An attribute.
     *
     * @param name its name
     * @param owner the class that declares it
     * @param member the field or getter that is mapped
     */
    record Attribute(String name, TypeElement owner, Element member) {}

    Attributes(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
        this.byDefault = AccessType.defaultOf(hierarchy);
        for (TypeElement type : hierarchy.managed()) {
            members(type)
                    .filter(Members::isPersistable)
                    .map(member -> new Attribute(Members.attribute(member), type, member))
                    .forEach(attribute -> attributes.putIfAbsent(attribute.name(), attribute));
        }
    }

    Optional<Attribute> find(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    Set<String> names() {
        return attributes.keySet();
    }

    /** Members that say how they are accessed come first, then those of the kind their class is accessed by. */
    private Stream<? extends Element> members(TypeElement type) {
        List<? extends Element> byClass =
                AccessType.of(type, byDefault) == AccessType.FIELD ? Members.fields(type) : Members.getters(type);
        return Stream.of(Members.fields(type).stream(), Members.getters(type).stream())
                .flatMap(members -> members)
                .filter(member -> byClass.contains(member) || Members.hasAccess(member))
                .sorted((left, right) -> Boolean.compare(Members.hasAccess(right), Members.hasAccess(left)));
    }

    /** Why a member of this name is no attribute; empty if no class has such a member. */
    Optional<String> whyNotPersistent(String name) {
        return hierarchy.classes().stream()
                .flatMap(type -> Stream.concat(Members.fields(type).stream(), Members.getters(type).stream())
                        .filter(member -> Members.attribute(member).equals(name))
                        .map(member -> whyNotPersistent(type, member)))
                .findFirst();
    }

    private String whyNotPersistent(TypeElement type, Element member) {
        if (!Hierarchy.isManaged(type)) {
            return type + ", which declares it, is no mapped superclass";
        }
        if (!Members.isPersistable(member)) {
            return "it is static or transient";
        }
        return member.getKind().isField()
                ? "attributes of " + type + " are getters, and it has none"
                : "attributes of " + type + " are fields, and it is none";
    }
}
