package dev.rls.policy;

import dev.rls.policy.render.ChangelogRenderer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

    /**
     * Sorts the entities by name and keeps an unmodifiable copy.
     *
     * @param unit the name of the unit
     * @param appRole the group role of the application
     * @param entities the scoped entities in any order
     */
    public PolicyIndex {
        entities = entities.stream()
                .sorted(Comparator.comparing(ScopedEntity::entity))
                .toList();
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
