package dev.rls.processor;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Whether attributes are fields or properties (Jakarta Persistence, 2.3), inferred as Hibernate's InheritanceState does. */
enum AccessType {
    FIELD,
    PROPERTY;

    /** What holds for the classes of a hierarchy that do not say it themselves. */
    static AccessType defaultOf(Hierarchy hierarchy) {
        List<TypeElement> inferring = hierarchy.managed().stream()
                .filter(type -> !Members.hasAccess(type))
                .toList();
        for (TypeElement type : inferring) {
            boolean property = infers(Members.getters(type), Members::isId);
            if (property || infers(Members.fields(type), Members::isId)) {
                return property ? PROPERTY : FIELD;
            }
        }
        return Stream.of(
                        Stream.of(hierarchy.type()),
                        hierarchy.rootEntity().stream(),
                        hierarchy.managed().stream().skip(1).filter(Hierarchy::isMappedSuperclass))
                .flatMap(types -> types)
                .flatMap(type -> ofMembers(type).stream())
                .findFirst()
                .orElse(PROPERTY);
    }

    /** What holds for the members of a class, or of what an attribute embeds. */
    static AccessType of(Element type, AccessType byDefault) {
        return Annotations.find(type, Annotations.JPA + "Access")
                .map(access -> Annotations.constant(access, "value").equals("FIELD") ? FIELD : PROPERTY)
                .orElse(byDefault);
    }

    private static Optional<AccessType> ofMembers(TypeElement type) {
        if (infers(Members.fields(type), Members::isMapped)) {
            return Optional.of(FIELD);
        }
        return infers(Members.getters(type), Members::isMapped) ? Optional.of(PROPERTY) : Optional.empty();
    }

    private static boolean infers(List<? extends Element> members, Predicate<Element> marked) {
        return members.stream()
                .anyMatch(member -> Members.isPersistable(member) && !Members.hasAccess(member) && marked.test(member));
    }
}
