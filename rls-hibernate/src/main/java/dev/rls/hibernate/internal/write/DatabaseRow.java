package dev.rls.hibernate.internal.write;

import dev.rls.policy.Association;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.StoredName;
import dev.rls.policy.evaluate.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.TenantIdMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * A row as a database without row security holds it, whether or not a filter hides it. Hibernate's own snapshots leave
 * embedded attributes null ({@code DatabaseSnapshotExecutor} fetches nothing below them).
 */
final class DatabaseRow implements Row {

    private final Map<String, SelectableMapping> columns;
    private final Map<String, @Nullable Object> values;
    private final RowSource rows;

    private DatabaseRow(Map<String, SelectableMapping> columns, Map<String, @Nullable Object> values, RowSource rows) {
        this.columns = columns;
        this.values = values;
        this.rows = rows;
    }

    /** The row of the session's tenant that has this identifier, or null. */
    static @Nullable DatabaseRow find(EntityPersister persister, Object id, SharedSessionContractImplementor session) {
        Map<String, SelectableMapping> columns = new LinkedHashMap<>();
        String table = table(persister);
        // a table per class has the columns of its root too, though the mapping of an attribute names the root's table
        boolean repeated = persister instanceof UnionSubclassEntityPersister;
        persister.getIdentifierMapping().forEachSelectable((i, column) -> columns.put(stored(column), column));
        persister.forEachAttributeMapping(attribute -> attribute.forEachSelectable((i, column) -> {
            if (!column.isFormula()
                    && !isInDocument(column)
                    && (repeated || column.getContainingTableExpression().equals(table))) {
                columns.put(stored(column), column);
            }
        }));
        return session.doReturningWork(connection -> read(connection, persister, id, session, columns));
    }

    /** In a JSON, XML or struct value, so that it is no column and no policy asks for it. */
    private static boolean isInDocument(SelectableMapping column) {
        return column.getSelectablePath().getParent() != null;
    }

    private static @Nullable DatabaseRow read(
            Connection connection,
            EntityPersister persister,
            Object id,
            SharedSessionContractImplementor session,
            Map<String, SelectableMapping> columns)
            throws SQLException {
        List<Parameter> parameters = parameters(persister, id, session);
        String sql = "select "
                + columns.values().stream()
                        .map(SelectableMapping::getSelectionExpression)
                        .collect(Collectors.joining(","))
                + " from " + table(persister) + " where "
                + parameters.stream().map(Parameter::condition).collect(Collectors.joining(" and "));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int position = 1;
            for (Parameter parameter : parameters) {
                parameter.bind(statement, position++, session);
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (Map.Entry<String, SelectableMapping> column : columns.entrySet()) {
                    JdbcMapping mapping = column.getValue().getJdbcMapping();
                    Object value = mapping.getJdbcValueExtractor().extract(row, values.size() + 1, session);
                    values.put(column.getKey(), mapping.convertToDomainValue(value));
                }
                return new DatabaseRow(columns, values, new SessionRows(session, true));
            }
        }
    }

    /** The one that has the policies: of JOINED entities the root's. */
    private static String table(EntityPersister persister) {
        return persister.getIdentifierTableDetails().getTableName();
    }

    private static List<Parameter> parameters(
            EntityPersister persister, Object id, SharedSessionContractImplementor session) {
        List<String> names = new ArrayList<>();
        persister.getIdentifierMapping().forEachSelectable((i, column) -> names.add(column.getSelectionExpression()));
        List<Parameter> parameters = new ArrayList<>();
        persister
                .getIdentifierMapping()
                .forEachJdbcValue(
                        id,
                        (i, value, mapping) -> parameters.add(new Parameter(names.get(i), mapping, value)),
                        session);
        TenantIdMapping tenant = persister.getTenantIdMapping();
        if (tenant != null) {
            tenant.getAttributeMapping()
                    .forEachSelectable((i, column) -> parameters.add(new Parameter(
                            column.getSelectionExpression(),
                            column.getJdbcMapping(),
                            column.getJdbcMapping().convertToRelationalValue(session.getTenantIdentifierValue()))));
        }
        return parameters;
    }

    /** Names as the index has them: as PostgreSQL stores them. */
    private static String stored(SelectableMapping column) {
        return StoredName.of(column.getSelectionExpression());
    }

    @Override
    public @Nullable Object value(ColumnRef column) {
        SelectableMapping mapping = Objects.requireNonNull(columns.get(column.column()), column.column());
        return StoredValue.of(values.get(column.column()), column.type(), mapping);
    }

    @Override
    public @Nullable Row follow(Association association) {
        Object key = values.get(association.column());
        return key == null ? null : rows.of(association.target(), key);
    }

    private record Parameter(
            String column, JdbcMapping mapping, @Nullable Object value) {

        String condition() {
            return column + "=?";
        }

        @SuppressWarnings("unchecked") // the binder of a mapping takes what that mapping converted
        void bind(PreparedStatement statement, int position, SharedSessionContractImplementor session)
                throws SQLException {
            mapping.getJdbcValueBinder().bind(statement, value, position, session);
        }
    }
}
