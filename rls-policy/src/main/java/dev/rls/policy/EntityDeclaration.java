package dev.rls.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entity as it is mapped and annotated: the input from which its predicates are made.
 *
 * @param entity the binary name of the root entity's class
 * @param table the table that holds its rows
 * @param attributes by name; those of embedded objects with dots
 * @param tenant what {@code @TenantScoped} says, or null
 * @param rules what {@code @RowPolicy} says, in the order of the annotations, those of superclasses first
 * @param references the columns that must not lead out of the tenant
 */
public record EntityDeclaration(
        String entity,
        TableName table,
        Map<String, Attribute> attributes,
        @Nullable TenantDeclaration tenant,
        List<RuleDeclaration> rules,
        List<Reference> references) {

    /**
     * Sorts the attributes and references, and keeps unmodifiable copies.
     *
     * @param entity the class
     * @param table its table
     * @param attributes its attributes
     * @param tenant its tenant
     * @param rules its policies
     * @param references its references
     */
    public EntityDeclaration {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        rules = List.copyOf(rules);
        references = references.stream().sorted().toList();
    }

    /**
     * An entity that refers to no other.
     *
     * @param entity the class
     * @param table its table
     * @param attributes its attributes
     * @param tenant its tenant
     * @param rules its policies
     */
    public EntityDeclaration(
            String entity,
            TableName table,
            Map<String, Attribute> attributes,
            @Nullable TenantDeclaration tenant,
            List<RuleDeclaration> rules) {
        this(entity, table, attributes, tenant, rules, List.of());
    }

    /**
     * Whether it has an annotation. One without stands in an index only because a path leads to it.
     *
     * @return whether its rows are narrowed
     */
    public boolean isProtected() {
        return tenant != null || !rules.isEmpty();
    }

    /**
     * The same entity with fewer attributes.
     *
     * @param names those to keep
     * @return a declaration that has no other attributes
     */
    public EntityDeclaration with(Set<String> names) {
        Map<String, Attribute> kept = new TreeMap<>(attributes);
        kept.keySet().retainAll(names);
        return new EntityDeclaration(entity, table, kept, tenant, rules, references);
    }

    /**
     * The same entity with other references.
     *
     * @param others those to have
     * @return a declaration that has no others
     */
    public EntityDeclaration with(List<Reference> others) {
        return new EntityDeclaration(entity, table, attributes, tenant, rules, others);
    }
}
