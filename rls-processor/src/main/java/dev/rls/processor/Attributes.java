package dev.rls.processor;

import java.util.Collection;
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
        this(hierarchy, hierarchy.managed(), AccessType.defaultOf(hierarchy));
    }

    private Attributes(Hierarchy hierarchy, List<TypeElement> mapped, AccessType byDefault) {
        this.hierarchy = hierarchy;
        this.byDefault = byDefault;
        for (TypeElement type : mapped) {
            members(type)
                    .filter(Members::isPersistable)
                    .map(member -> new Attribute(Members.attribute(member), type, member))
                    .forEach(attribute -> attributes.putIfAbsent(attribute.name(), attribute));
        }
    }

    /** Those of an embeddable class, which the entity around it says how to access. */
    static Attributes ofEmbeddable(Hierarchy embeddable, AccessType byDefault) {
        return new Attributes(embeddable, embeddable.embedded(), byDefault);
    }

    Collection<Attribute> all() {
        return attributes.values();
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

    /** The members that are no attributes, by name, and why. */
    Map<String, String> notPersistent() {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (TypeElement type : hierarchy.classes()) {
            Stream.concat(Members.fields(type).stream(), Members.getters(type).stream())
                    .filter(member ->
                            !Members.attribute(member).isEmpty() && !attributes.containsKey(Members.attribute(member)))
                    .forEach(member -> reasons.putIfAbsent(Members.attribute(member), whyNotPersistent(type, member)));
        }
        return reasons;
    }

    /** Why a member of this name is no attribute; empty if no class has such a member. */
    Optional<String> whyNotPersistent(String name) {
        return Optional.ofNullable(notPersistent().get(name));
    }

    private String whyNotPersistent(TypeElement type, Element member) {
        if (!Hierarchy.isManaged(type) && !Hierarchy.isEmbeddable(type)) {
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
