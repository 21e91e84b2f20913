package dev.rls.processor;

import dev.rls.CrossTenantReference;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Whether {@link CrossTenantReference} stands where it says something, and says why. */
final class Crossings {

    private static final String ANNOTATION = CrossTenantReference.class.getName();

    private Crossings() {}

    static boolean isOn(Element member) {
        return Annotations.has(member, ANNOTATION);
    }

    static void check(List<TypeElement> types, Diagnostics diagnostics) {
        for (TypeElement type : types) {
            Stream.concat(Members.fields(type).stream(), Members.getters(type).stream())
                    .forEach(member -> Annotations.find(member, ANNOTATION)
                            .ifPresent(crossing -> check(type, member, crossing, diagnostics)));
        }
    }

    private static void check(TypeElement type, Element member, AnnotationMirror crossing, Diagnostics diagnostics) {
        String attribute = Members.attribute(member);
        if (!hasColumn(member)) {
            diagnostics.report(Message.CROSSING_NOTHING, new Place(member, crossing, null), attribute, type);
        } else if (Annotations.text(crossing, "reason").isBlank()) {
            Place place = new Place(member, crossing, Annotations.written(crossing, "reason"));
            diagnostics.report(Message.CROSSING_WITHOUT_REASON, place, attribute, type);
        }
    }

    /** A to-one association unless the other side or a table has the column, and a one-to-many that has one. */
    private static boolean hasColumn(Element member) {
        if (Annotations.has(member, Annotations.JPA + "JoinTable")) {
            return false;
        }
        boolean joined = Annotations.has(member, Annotations.JPA + "JoinColumn")
                || Annotations.has(member, Annotations.JPA + "JoinColumns");
        return Stream.of("ManyToOne", "OneToOne", "OneToMany")
                .filter(name -> joined || !name.equals("OneToMany"))
                .flatMap(name -> Annotations.find(member, Annotations.JPA + name).stream())
                .anyMatch(
                        association -> Annotations.text(association, "mappedBy").isEmpty());
    }
}
