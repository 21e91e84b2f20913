package dev.rls.processor;

import dev.rls.policy.ColumnRef;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.StoredName;
import dev.rls.policy.TenantRule;
import dev.rls.policy.lint.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are one for all tenants and whose values somebody chooses: whoever inserts a value that is taken learns that
 * another tenant has it. What is generated and what is a UUID nobody guesses or chooses.
 */
final class GlobalKeys {

    private static final String CODE = "RLS077";

    private final ScopedEntity entity;
    private final TypeElement type;
    private final List<Attributes.Attribute> attributes;
    private final List<Finding> findings = new ArrayList<>();

    private GlobalKeys(ScopedEntity entity, Hierarchy hierarchy) {
        this.entity = entity;
        this.type = hierarchy.type();
        this.attributes = List.copyOf(new Attributes(hierarchy).all());
    }

    /** The keys of an entity with a tenant that do not hold it. */
    static List<Finding> of(ScopedEntity entity, Hierarchy hierarchy) {
        if (entity.tenant() == null) {
            return List.of();
        }
        GlobalKeys keys = new GlobalKeys(entity, hierarchy);
        keys.identifier();
        keys.uniqueAttributes();
        keys.naturalId();
        keys.uniqueConstraints();
        return keys.findings;
    }

    private void identifier() {
        List<Attributes.Attribute> key = attributes.stream()
                .filter(attribute -> Members.isId(attribute.member()))
                .toList();
        boolean derived = attributes.stream()
                .anyMatch(attribute -> Annotations.has(attribute.member(), Annotations.JPA + "MapsId"));
        if (!key.isEmpty() && !derived && key.stream().noneMatch(this::isApart)) {
            add("identifier " + names(key));
        }
    }

    private void uniqueAttributes() {
        for (Attributes.Attribute attribute : attributes) {
            Optional<AnnotationMirror> column = Annotations.find(attribute.member(), Annotations.JPA + "Column");
            if (column.isPresent() && Annotations.flag(column.get(), "unique") && !isApart(attribute)) {
                add("unique key (" + attribute.name() + ")");
            }
        }
    }

    private void naturalId() {
        List<Attributes.Attribute> key = attributes.stream()
                .filter(attribute -> Annotations.has(attribute.member(), Annotations.HIBERNATE + "NaturalId"))
                .toList();
        if (!key.isEmpty() && key.stream().noneMatch(this::isApart)) {
            add("natural id " + names(key));
        }
    }

    private void uniqueConstraints() {
        Optional<AnnotationMirror> table = Annotations.find(type, Annotations.JPA + "Table");
        if (table.isEmpty()) {
            return;
        }
        Annotations.mirrors(Annotations.value(table.get(), "uniqueConstraints"))
                .map(constraint -> texts(Annotations.value(constraint, "columnNames")))
                .forEach(this::uniqueColumns);
        Annotations.mirrors(Annotations.value(table.get(), "indexes"))
                .filter(index -> Annotations.flag(index, "unique"))
                .map(index -> Arrays.stream(
                                Annotations.text(index, "columnList").split(","))
                        .map(column -> column.strip().replaceFirst("(?i)\\s+(?:asc|desc)$", ""))
                        .toList())
                .forEach(this::uniqueColumns);
    }

    private void uniqueColumns(List<String> columns) {
        boolean apart = columns.stream()
                .anyMatch(column -> isTenantColumn(column)
                        || attributes.stream()
                                .filter(attribute -> isColumnOf(attribute, column))
                                .anyMatch(this::isApart));
        if (!columns.isEmpty() && !apart) {
            add("unique key (" + String.join(", ", columns) + ")");
        }
    }

    /** By the name that is written at it, or one of those that a naming strategy makes. */
    private static boolean isColumnOf(Attributes.Attribute attribute, String column) {
        String plain = plain(column);
        return plain.equals(plain(attribute.name()))
                || plain.equals(plain(attribute.name() + "Id"))
                || Stream.of("Column", "JoinColumn")
                        .flatMap(name -> Annotations.find(attribute.member(), Annotations.JPA + name).stream())
                        .anyMatch(annotation -> plain.equals(plain(Annotations.text(annotation, "name"))));
    }

    private static String plain(String name) {
        return name.replaceAll("[_\"`]", "").toLowerCase(Locale.ROOT);
    }

    /** Whether an attribute keeps tenants apart, or holds what nobody chooses. */
    private boolean isApart(Attributes.Attribute attribute) {
        return attribute.name().equals(tenantAttribute())
                || isUuid(attribute)
                || attribute.member().getAnnotationMirrors().stream().anyMatch(GlobalKeys::generatesOrRefers)
                || (Annotations.has(attribute.member(), Annotations.JPA + "EmbeddedId") && holdsTenant(attribute));
    }

    private boolean holdsTenant(Attributes.Attribute embedded) {
        String prefix = embedded.name() + ".";
        String tenant =
                tenantAttribute().startsWith(prefix) ? tenantAttribute().substring(prefix.length()) : tenantAttribute();
        return JavaTypes.declared(embedded) instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement embeddable
                && Stream.concat(Members.fields(embeddable).stream(), Members.getters(embeddable).stream())
                        .anyMatch(member -> tenant.equals(Members.attribute(member)) || memberIsUuid(member));
    }

    private static boolean memberIsUuid(Element member) {
        return member.getKind().isField() && JavaTypes.nameOf(member.asType()).equals("java.util.UUID");
    }

    private static boolean isUuid(Attributes.Attribute attribute) {
        return JavaTypes.nameOf(JavaTypes.declared(attribute)).equals("java.util.UUID");
    }

    /** An association holds the key of a row, whose own key is judged where that is declared. */
    private static boolean generatesOrRefers(AnnotationMirror annotation) {
        String name = Annotations.name(annotation);
        Element type = annotation.getAnnotationType().asElement();
        return name.equals(Annotations.JPA + "GeneratedValue")
                || name.equals(Annotations.JPA + "OneToOne")
                || name.equals(Annotations.JPA + "ManyToOne")
                || Annotations.has(type, Annotations.HIBERNATE + "IdGeneratorType")
                || Annotations.has(type, Annotations.HIBERNATE + "ValueGenerationType");
    }

    private boolean isTenantColumn(String column) {
        TenantRule tenant = Objects.requireNonNull(entity.tenant());
        ColumnRef stored = tenant.column();
        return stored != null
                && (StoredName.of(column).equals(stored.column()) || column.equalsIgnoreCase(tenantAttribute()));
    }

    /** Empty if a parent has it. */
    private String tenantAttribute() {
        return Objects.requireNonNull(entity.declaration().tenant()).attribute();
    }

    private void add(String key) {
        String fix =
                tenantAttribute().isEmpty() ? "Have" : "Make \"" + tenantAttribute() + "\" part of the key, or have";
        findings.add(new Finding(
                CODE,
                entity.entity(),
                null,
                key
                        + " is one for all tenants and its values are chosen, so whoever writes one that is taken learns that"
                        + " another tenant has it. " + fix + " its values generated, as UUIDs."));
    }

    private static String names(List<Attributes.Attribute> key) {
        return "("
                + String.join(", ", key.stream().map(Attributes.Attribute::name).toList()) + ")";
    }

    private static List<String> texts(@Nullable AnnotationValue value) {
        return value != null && value.getValue() instanceof List<?> list
                ? list.stream()
                        .map(element -> String.valueOf(((AnnotationValue) element).getValue()))
                        .toList()
                : List.of();
    }
}
