package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.Attribute;
import dev.rls.policy.StoredName;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Constraint;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.PrimaryKey;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * A key of a protected table that a statement found taken. If it does not hold the tenant the row in the way may be
 * anybody's, so the write is rejected like any other and what the database said of the row is left out. A key with the
 * tenant in it collides among rows of one tenant only, and stays what it is to Hibernate.
 *
 * <p>What a key holds is known from PostgreSQL's catalog, from what H2 says, and elsewhere from the mapping, by the name of
 * the constraint. What is not known counts as one without the tenant.
 *
 * @param unit what is protected
 * @param entity whose key it is
 * @param constraint its name as the dialect found it, or empty
 * @param message what the database said
 */
public record TakenKey(ProtectedUnit unit, ProtectedEntity entity, String constraint, String message) {

    private static final Pattern TARGET = Pattern.compile(
            "\\b(?:(?:insert|merge)\\s+into|update)\\s+(?:only\\s+)?((?:\"[^\"]+\"|[\\w$]+)(?:\\s*\\.\\s*(?:\"[^\"]+\"|[\\w$]+))*)",
            Pattern.CASE_INSENSITIVE);

    /** As H2 says it: {@code violation: "PUBLIC.NAME INDEX PUBLIC.NAME_INDEX_4 ON PUBLIC.TABLE(A NULLS FIRST, B) VALUES ..}. */
    private static final Pattern COLUMNS = Pattern.compile("violation: \"[^(\"]*? ON [^(\"]*\\(([^)]*)\\)");

    private static final Pattern REST = Pattern.compile("\\s+(?:PRIMARY KEY|INDEX)\\b.*");

    private static final Pattern QUALIFIER = Pattern.compile("^.*\\.\\s*");

    /** The rejection of a statement, or null if none is due. */
    public static @Nullable WriteRejectedException rejection(
            ConstraintViolationException violation, @Nullable String sql, ProtectedUnit unit) {
        ProtectedEntity entity = violation.getKind() == ConstraintKind.UNIQUE ? target(sql, unit) : null;
        if (entity == null) {
            return null;
        }
        TakenKey key = new TakenKey(
                unit,
                entity,
                Objects.requireNonNullElse(violation.getConstraintName(), ""),
                String.valueOf(violation.getSQLException().getMessage()));
        return key.holdsTenant()
                ? null
                : Messages.keyTaken(
                        entity,
                        new RejectedStatement(Objects.requireNonNullElse(sql, ""), false).operation(),
                        key.name());
    }

    /** The first protected table that the statement writes to. */
    private static @Nullable ProtectedEntity target(@Nullable String sql, ProtectedUnit unit) {
        Matcher target = TARGET.matcher(sql == null ? "" : sql);
        while (target.find()) {
            String table = StoredName.of(QUALIFIER.matcher(target.group(1)).replaceFirst(""));
            for (ProtectedEntity entity : unit.tables()) { // a subclass may have a table to itself
                if ((!entity.isDerived() || entity.hasTenantColumn() || hidesKey(entity))
                        && entity.scoped().table().name().equals(table)) {
                    return entity;
                }
            }
        }
        return null;
    }

    /**
     * Whether a table that has no tenant may hide a row with the same key from whoever sees all that the other one leads to: a
     * position in a list, say. A key of all links is taken by a row that is seen.
     */
    private static boolean hidesKey(ProtectedEntity entity) {
        PrimaryKey key = entity.table().getPrimaryKey();
        return key != null
                && !entity.scoped().declaration().attributes().values().stream()
                        .allMatch(link -> link instanceof Attribute.ToOne toOne
                                && key.getColumns().stream()
                                        .anyMatch(column -> StoredName.of(column.getQuotedName())
                                                .equals(toOne.column())));
    }

    private boolean holdsTenant() {
        if (!entity.hasTenantColumn()) {
            return false;
        }
        Matcher told = COLUMNS.matcher(message);
        if (told.find()) {
            return Pattern.compile(",")
                    .splitAsStream(told.group(1))
                    .map(column -> column.strip().replaceFirst(" .*", ""))
                    .anyMatch(this::isTenant);
        }
        return unit.isTenantKey(entity, name())
                || mapped().anyMatch(columns -> columns.stream()
                        .anyMatch(part -> part instanceof Column column && isTenant(column.getQuotedName())));
    }

    private boolean isTenant(String column) {
        return StoredName.of(column).equals(entity.scoped().tenantColumn().column());
    }

    private Stream<List<? extends Selectable>> mapped() {
        Table table = entity.table();
        return Stream.concat(
                Stream.concat(Stream.ofNullable(table.getPrimaryKey()), table.getUniqueKeys().values().stream())
                        .filter(key -> isCalled(key.getName()))
                        .map(Constraint::getColumns),
                table.getIndexes().values().stream()
                        .filter(index -> index.isUnique() && isCalled(index.getName()))
                        .map(Index::getSelectables));
    }

    private boolean isCalled(@Nullable String name) {
        return name != null && name().equalsIgnoreCase(name.replaceAll("[\"`]", ""));
    }

    /** Without its schema, and without the index that H2 names as well. */
    private String name() {
        String first = REST.matcher(constraint).replaceFirst("");
        return QUALIFIER.matcher(first).replaceFirst("").replace("\"", "");
    }
}
