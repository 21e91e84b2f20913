package dev.rls.policy;

import dev.rls.policy.condition.Assembler;
import dev.rls.policy.condition.Assembly;
import dev.rls.policy.condition.ClaimPath;
import dev.rls.policy.condition.Problem;
import dev.rls.policy.render.ChangelogRenderer;
import dev.rls.policy.render.PostgresRenderer;
import dev.rls.policy.render.SqlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one compilation protects. Written by the annotation processor beside the classes, read at start-up.
 */
public final class PolicyIndex {

    /** The class path resource that names the unit (one line) of the class path entry it lies in. */
    public static final String UNIT_RESOURCE = "META-INF/rls/unit";

    /** The unit of a compilation that names none. */
    public static final String DEFAULT_UNIT = "app";

    /** The application role of a compilation that names none. */
    public static final String DEFAULT_APP_ROLE = "rls_app";

    private static final Pattern UNIT = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    private final String unit;
    private final String appRole;
    private final List<ClaimPath> requiredClaims;
    private final List<EntityDeclaration> declarations;
    private final List<ScopedEntity> entities;

    /**
     * An index of which no claims are required.
     *
     * @param unit the name of the unit
     * @param appRole the group role of the application
     * @param declarations the protected entities and those that paths lead to, in any order
     * @throws IllegalArgumentException as the other constructor does
     */
    public PolicyIndex(String unit, String appRole, Collection<EntityDeclaration> declarations) {
        this(unit, appRole, List.of(), declarations);
    }

    /**
     * Assembles the entities, and keeps of the declarations what they need.
     *
     * @param unit the name of the unit
     * @param appRole the group role of the application
     * @param requiredClaims the claims without which verifiers take no token, as the build says
     * @param declarations the protected entities and those that paths lead to, in any order
     * @throws IllegalArgumentException if the unit's name is none, a name is not {@linkplain SqlText#isSafe safe}, an
     *     entity stands twice, a condition is wrong, or two entities protect one table differently
     */
    public PolicyIndex(
            String unit,
            String appRole,
            Collection<ClaimPath> requiredClaims,
            Collection<EntityDeclaration> declarations) {
        if (!isUnit(unit)) {
            throw new IllegalArgumentException("\"" + unit + "\" is no name of a unit");
        }
        requireSafe(appRole);
        Map<String, EntityDeclaration> byName = new TreeMap<>();
        for (EntityDeclaration declaration : declarations) {
            if (byName.put(declaration.entity(), declaration) != null) {
                throw new IllegalArgumentException(declaration.entity() + " stands twice in the index");
            }
        }
        Assembly assembly = new Assembler(byName::get).assemble(byName.keySet());
        if (!assembly.problems().isEmpty()) {
            Problem problem = assembly.problems().get(0);
            throw new IllegalArgumentException(problem.entity() + ": " + problem.code() + ": " + problem.text());
        }
        this.unit = unit;
        this.appRole = appRole;
        this.requiredClaims = requiredClaims.stream()
                .distinct()
                .sorted(Comparator.comparing(ClaimPath::toString))
                .toList();
        this.declarations = assembly.used();
        this.entities = assembly.entities();
        this.declarations.forEach(PolicyIndex::requireSafe);
        requireOnePolicyPerTable();
    }

    private PolicyIndex(PolicyIndex index, Collection<ScopedEntity> derived) {
        this.unit = index.unit;
        this.appRole = index.appRole;
        this.requiredClaims = index.requiredClaims;
        this.declarations = index.declarations;
        List<ScopedEntity> all = new ArrayList<>(index.entities);
        all.addAll(derived);
        all.sort(Comparator.comparing(ScopedEntity::entity));
        this.entities = List.copyOf(all);
        derived.forEach(table -> requireSafe(table.declaration()));
        requireOnePolicyPerTable();
    }

    /**
     * This index and further tables, of which the changelog tells as well. The JSON does not, because a mapping tells of
     * them and not the annotations.
     *
     * @param derived what {@link DerivedTables} made of this index's entities
     * @return an index with them among its entities
     * @throws IllegalArgumentException if a name is not {@linkplain SqlText#isSafe safe}, or two protect one table
     *     differently
     */
    public PolicyIndex with(Collection<ScopedEntity> derived) {
        return new PolicyIndex(this, derived);
    }

    /**
     * This index with the references that a mapping tells of, in place of those that were compiled.
     *
     * @param references by the names of entities; others keep theirs
     * @return this index if they are the same
     */
    public PolicyIndex withReferences(Map<String, List<Reference>> references) {
        List<EntityDeclaration> mapped = declarations.stream()
                .map(declaration ->
                        declaration.with(references.getOrDefault(declaration.entity(), declaration.references())))
                .toList();
        return mapped.equals(declarations) ? this : new PolicyIndex(unit, appRole, requiredClaims, mapped);
    }

    /** Two entities can share a table, but only if they protect it alike. */
    private void requireOnePolicyPerTable() {
        Map<TableName, List<Policy>> policies = new HashMap<>();
        for (ScopedEntity entity : entities) {
            List<Policy> own = PostgresRenderer.policies(entity, appRole);
            if (!own.equals(policies.merge(entity.table(), own, (first, second) -> first))) {
                throw new IllegalArgumentException("two entities protect table " + entity.table() + " differently");
            }
        }
    }

    private static void requireSafe(EntityDeclaration declaration) {
        requireSafe(declaration.table().schema());
        requireSafe(declaration.table().name());
        declaration.attributes().values().forEach(attribute -> {
            if (attribute instanceof Attribute.Basic basic) {
                requireSafe(basic.column());
            } else if (attribute instanceof Attribute.ToOne toOne) {
                requireSafe(toOne.column());
            }
        });
        declaration.references().forEach(reference -> {
            requireSafe(reference.column());
            requireSafe(reference.table().schema());
            requireSafe(reference.table().name());
            requireSafe(reference.key());
            if (reference.tenant() != null) {
                requireSafe(reference.tenant());
            }
        });
    }

    /**
     * The name of the unit.
     *
     * @return by default {@code app}
     */
    public String unit() {
        return unit;
    }

    /**
     * The group role of the application in PostgreSQL.
     *
     * @return by default {@code rls_app}
     */
    public String appRole() {
        return appRole;
    }

    /**
     * The claims without which verifiers take no token, as the build says; whether they do is not known here.
     *
     * @return by name, each once
     */
    public List<ClaimPath> requiredClaims() {
        return requiredClaims;
    }

    /**
     * What this index was made from.
     *
     * @return the protected entities and those that paths lead to, by name, without needless attributes
     */
    public List<EntityDeclaration> declarations() {
        return declarations;
    }

    /**
     * The protected entities.
     *
     * @return by name
     */
    public List<ScopedEntity> entities() {
        return entities;
    }

    private static void requireSafe(String name) {
        if (!SqlText.isSafe(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot stand in SQL and in a changelog");
        }
    }

    /**
     * Whether a unit can have this name, which becomes a folder.
     *
     * @param name any text
     * @return whether it is lower-case ASCII letters, digits and {@code . _ -}, the first a letter or digit
     */
    public static boolean isUnit(String name) {
        return UNIT.matcher(name).matches();
    }

    /**
     * Where the index of a unit lies.
     *
     * @param unit the unit
     * @return a class path resource
     */
    public static String indexResource(String unit) {
        return "META-INF/rls/" + unit + "/policies.json";
    }

    /**
     * Where the changelog of a unit lies.
     *
     * @param unit the unit
     * @return a class path resource
     */
    public static String changelogResource(String unit) {
        return "META-INF/rls/" + unit + "/changelog.sql";
    }

    /**
     * Reads an index.
     *
     * @param json the text of {@code policies.json}
     * @return the index
     * @throws IllegalArgumentException if the text is no index of this version; the message says where
     */
    public static PolicyIndex parse(String json) {
        return PolicyIndexJson.read(json);
    }

    /**
     * The entities of an index that {@link #parse} refuses, because another version wrote it.
     *
     * @param json the text of {@code policies.json}, or anything else
     * @return the binary names of the entities that can be made out, none if the text is no index at all
     */
    public static List<String> entityNames(String json) {
        return PolicyIndexJson.entityNames(json);
    }

    /**
     * The text of {@code policies.json}: the same bytes for the same entities, with both renderings of each predicate
     * side by side.
     *
     * @return JSON, ending in a line feed
     */
    public String toJson() {
        return PolicyIndexJson.write(this);
    }

    /**
     * The text of {@code changelog.sql}.
     *
     * @return Liquibase formatted SQL that psql runs as it is
     */
    public String toChangelog() {
        return ChangelogRenderer.render(this);
    }

    /**
     * The scoped entity of a class.
     *
     * @param entity the binary name of the class
     * @return the entity, if it is in this index
     */
    public Optional<ScopedEntity> entity(String entity) {
        return entities.stream().filter(e -> e.entity().equals(entity)).findFirst();
    }

    /**
     * The declaration of an entity.
     *
     * @param entity the binary name of the class
     * @return what it was made from, or null if it is not in this index
     */
    public @Nullable EntityDeclaration declaration(String entity) {
        return declarations.stream()
                .filter(declaration -> declaration.entity().equals(entity))
                .findFirst()
                .orElse(null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PolicyIndex that
                && unit.equals(that.unit)
                && appRole.equals(that.appRole)
                && requiredClaims.equals(that.requiredClaims)
                && declarations.equals(that.declarations);
    }

    @Override
    public int hashCode() {
        return Objects.hash(unit, appRole, requiredClaims, declarations);
    }
}
