package dev.rls.policy;

import dev.rls.policy.render.ChangelogRenderer;
import dev.rls.policy.render.PostgresRenderer;
import dev.rls.policy.render.SqlText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one compilation protects. Written by the annotation processor beside the classes, read at start-up.
 *
 * @param unit the name of the unit, by default {@code app}
 * @param appRole the group role of the application in PostgreSQL
 * @param entities the scoped entities; sorted by name here
 */
public record PolicyIndex(String unit, String appRole, List<ScopedEntity> entities) {

    /** The class path resource that names the unit (one line) of the class path entry it lies in. */
    public static final String UNIT_RESOURCE = "META-INF/rls/unit";

    /** The unit of a compilation that names none. */
    public static final String DEFAULT_UNIT = "app";

    /** The application role of a compilation that names none. */
    public static final String DEFAULT_APP_ROLE = "rls_app";

    private static final Pattern UNIT = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    /**
     * Sorts the entities by name and keeps an unmodifiable copy.
     *
     * @param unit the name of the unit
     * @param appRole the group role of the application
     * @param entities the scoped entities in any order
     * @throws IllegalArgumentException if the unit's name is none, a name is not {@linkplain SqlText#isSafe safe}, an
     *     entity stands twice, or two entities protect one table differently
     */
    public PolicyIndex {
        entities = entities.stream()
                .sorted(Comparator.comparing(ScopedEntity::entity))
                .toList();
        if (!isUnit(unit)) {
            throw new IllegalArgumentException("\"" + unit + "\" is no name of a unit");
        }
        requireSafe(appRole);
        Set<String> names = new HashSet<>();
        Map<TableName, String> expressions = new HashMap<>();
        for (ScopedEntity entity : entities) {
            requireSafe(entity.table().schema());
            requireSafe(entity.table().name());
            requireSafe(entity.tenant().column());
            if (!names.add(entity.entity())) {
                throw new IllegalArgumentException(entity.entity() + " stands twice in the index");
            }
            String expression = PostgresRenderer.expression(entity.predicate());
            if (!expression.equals(expressions.merge(entity.table(), expression, (first, second) -> first))) {
                throw new IllegalArgumentException("two entities protect table " + entity.table() + " differently");
            }
        }
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
}
