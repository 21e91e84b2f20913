package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.RowSecurity;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.Literal;
import dev.rls.policy.StoredName;
import dev.rls.policy.TableName;
import dev.rls.policy.render.FilterRenderer;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.boot.model.relational.Database;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** The names of tables and columns as Hibernate writes them, found by the names that were compiled. */
final class PhysicalNames {

    private final Database database;
    private final SqlStringGenerationContext context;
    private final Map<TableName, String> tables = new HashMap<>();
    private final Map<TableName, Map<String, String>> columns = new HashMap<>();

    PhysicalNames(Database database, SqlStringGenerationContext context) {
        this.database = database;
        this.context = context;
    }

    void add(EntityDeclaration declaration, PersistentClass mapped) {
        add(declaration.table(), mapped.getTable());
    }

    void add(TableName name, Table mapped) {
        tables.put(name, mapped.getQualifiedName(context));
        Map<String, String> names = columns.computeIfAbsent(name, table -> new HashMap<>());
        for (Column column : mapped.getColumns()) {
            names.put(
                    StoredName.of(column.getNameIdentifier(database).render()),
                    column.getQuotedName(database.getDialect()));
        }
    }

    String column(TableName table, String column) {
        return known(columns.getOrDefault(table, Map.of()).get(column), table + "." + column);
    }

    /** For the filters of one table's rows. */
    FilterRenderer.Names of(TableName own, FilterParameters parameters) {
        return new FilterRenderer.Names() {
            @Override
            public String column(@Nullable Association association, String column) {
                return PhysicalNames.this.column(association == null ? own : association.table(), column);
            }

            @Override
            public String table(Association association) {
                return known(
                        tables.get(association.table()), association.table().toString());
            }

            @Override
            public String claim(ClaimRef claim) {
                return parameters.claim(claim);
            }

            @Override
            public String literal(Literal literal) {
                return parameters.literal(literal);
            }

            @Override
            public boolean hasStartsWith() {
                return RowSecurity.isOf(database.getDialect());
            }
        };
    }

    /** What is not mapped was refused before, when mapping and index were compared. */
    private static String known(@Nullable String name, String compiled) {
        if (name == null) {
            throw new IllegalStateException(compiled + " is not mapped");
        }
        return name;
    }
}
