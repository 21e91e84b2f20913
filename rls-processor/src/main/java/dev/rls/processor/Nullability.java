package dev.rls.processor;

import java.util.Optional;
import javax.lang.model.element.Element;

/** Whether the column of a tenant admits null, as shared rows need it. */
final class Nullability {

    private Nullability() {}

    /** Why it does not; empty if it does. */
    static Optional<String> whyNot(Attributes.Attribute attribute, Hierarchy entity) {
        Element member = attribute.member();
        boolean notNull = Overrides.of(entity)
                .column(attribute.name())
                .or(() -> Annotations.find(member, Annotations.JPA + "Column"))
                .map(column -> !Annotations.flag(column, "nullable"))
                .orElse(false);
        if (JavaTypes.declared(attribute).getKind().isPrimitive()) {
            return Optional.of("it is of a primitive type");
        }
        if (Members.isId(member)) {
            return Optional.of("it belongs to the key");
        }
        if (notNull) {
            return Optional.of("@Column(nullable = false)");
        }
        return Annotations.find(member, Annotations.JPA + "Basic")
                .filter(basic -> !Annotations.flag(basic, "optional"))
                .map(basic -> "@Basic(optional = false)");
    }
}
