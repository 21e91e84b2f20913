package dev.rls.policy;

import dev.rls.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Protects the tables that hold something of a protected entity beside its own: join tables, tables of collections,
 * secondary tables, those of subclasses, and histories. No annotation names them; a mapping does.
 */
public final class DerivedTables {

    private DerivedTables() {}

    /**
     * A column by which a row hangs on the row of a protected entity.
     *
     * @param name what the way is called
     * @param column the column
     * @param type its type
     * @param target the protected entity
     * @param key the column of the entity's table that holds the same value
     * @param keyAttribute the attribute mapped to that
     * @param part whether the row is a part of the other one, so that writing it is writing that; if not, the other one
     *     has to be there to see, as with any reference
     * @param nullable whether the row may refer to nothing
     */
    public record Link(
            String name,
            String column,
            ValueType type,
            ScopedEntity target,
            String key,
            String keyAttribute,
            boolean part,
            boolean nullable) {

        /**
         * The way.
         *
         * @return to the row it refers to
         */
        public Association association() {
            return new Association(
                    name,
                    column,
                    type,
                    target.entity(),
                    target.table(),
                    key,
                    keyAttribute,
                    target.using(Operation.SELECT));
        }

        /**
         * What the row it refers to must satisfy; one that refers to nothing has nothing to hide.
         *
         * @param predicate over that row, beside that it can be seen
         * @return over this one
         */
        public Predicate through(Predicate predicate) {
            Predicate through = new Through(association(), predicate);
            return nullable ? new Or(List.of(new IsNull(new ColumnRef(name, column, type)), through)) : through;
        }
    }

    /**
     * A table whose rows hang on rows of protected entities: they can be seen if all those can, and written if those of
     * which they are parts can be written. Hibernate writes such rows after the one they belong to, so it counts what
     * that one was allowed to become as well as what may be done to it now.
     *
     * @param name what it is called in messages
     * @param table the table
     * @param links one or more
     * @param references columns that refer to rows that have to be there to see when they are written
     * @return the table with its policies
     */
    public static ScopedEntity linked(String name, TableName table, List<Link> links, List<Reference> references) {
        TenantRule tenant = null;
        List<RowRule> rules = new ArrayList<>();
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (Link link : links) {
            Association association = link.association();
            attributes.put(
                    link.name(),
                    new Attribute.ToOne(link.column(), link.target().entity(), link.keyAttribute()));
            TenantRule parent = link.target().tenant();
            if (tenant == null && parent != null && !link.nullable()) {
                Predicate writable = link.part() ? parent.writable() : And.TRUE;
                tenant = new TenantRule(
                        parent.claim(),
                        null,
                        association,
                        new Through(association, And.TRUE),
                        new Through(association, writable));
            } else {
                rules.add(rule(link, Set.of(Operation.values()), And.TRUE));
            }
            if (link.part() && !link.target().rules().isEmpty()) {
                rules.addAll(writes(link));
            }
        }
        String owners = links.stream().map(link -> link.target().entity()).collect(Collectors.joining(" and "));
        return new ScopedEntity(
                new EntityDeclaration(
                        name, table, attributes, new TenantDeclaration("", "", owners, false), List.of(), references),
                tenant,
                rules,
                true);
    }

    /**
     * A table that holds rows of the entity itself, with all the columns that its policies ask for.
     *
     * @param name what it is called in messages
     * @param table the table
     * @param entity the entity
     * @param references columns that refer to rows that have to be there to see when they are written
     * @return the table with the policies of the entity
     */
    public static ScopedEntity copy(String name, TableName table, ScopedEntity entity, List<Reference> references) {
        return new ScopedEntity(declaration(name, table, entity).with(references), entity.tenant(), entity.rules());
    }

    /**
     * A table that holds what rows of the entity were, with all the columns that its policies for reading ask for. It is
     * written by every operation, so that only those for reading narrow it.
     *
     * @param name what it is called in messages
     * @param table the table
     * @param entity the entity
     * @return the table with its policies
     */
    public static ScopedEntity history(String name, TableName table, ScopedEntity entity) {
        List<RowRule> reading = entity.rules().stream()
                .filter(rule -> rule.on().contains(Operation.SELECT))
                .map(rule -> new RowRule(rule.name(), Set.of(Operation.SELECT), rule.using(), rule.using()))
                .toList();
        return new ScopedEntity(declaration(name, table, entity), entity.tenant(), reading);
    }

    private static EntityDeclaration declaration(String name, TableName table, ScopedEntity entity) {
        return new EntityDeclaration(
                name,
                table,
                entity.declaration().attributes(),
                entity.declaration().tenant(),
                List.of());
    }

    private static Collection<RowRule> writes(Link link) {
        ScopedEntity target = link.target();
        Predicate changed = target.check(Operation.UPDATE);
        Predicate changeable = target.using(Operation.UPDATE);
        return Stream.of(
                        write(link, Operation.INSERT, target.check(Operation.INSERT), changeable, changed),
                        write(link, Operation.UPDATE, changeable, changed),
                        write(link, Operation.DELETE, target.using(Operation.DELETE), changeable, changed))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** Null if the row that is seen says nothing more. */
    private static @Nullable RowRule write(Link link, Operation operation, Predicate... any) {
        Set<Predicate> different = new LinkedHashSet<>(List.of(any));
        if (different.contains(And.TRUE)) {
            return null;
        }
        Predicate predicate = different.size() == 1 ? any[0] : new Or(List.copyOf(different));
        return rule(link, Set.of(operation), predicate);
    }

    private static RowRule rule(Link link, Set<Operation> on, Predicate predicate) {
        Predicate through = link.through(predicate);
        return new RowRule(link.name(), on, through, through);
    }
}
