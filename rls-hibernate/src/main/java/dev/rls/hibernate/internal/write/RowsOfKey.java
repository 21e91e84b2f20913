package dev.rls.hibernate.internal.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a collection, whoever may see them: what a statement would touch that knows the key of the owner alone.
 *
 * @param persister of the collection
 * @param key of the owner
 * @param session where they are read
 */
record RowsOfKey(AbstractCollectionPersister persister, Object key, SharedSessionContractImplementor session) {

    /** What a column of each holds. */
    List<Object> values(String column, JdbcMapping mapping) {
        return read(
                column,
                (rows) -> mapping.convertToDomainValue(
                        mapping.getJdbcValueExtractor().extract(rows, 1, session)));
    }

    long count() {
        return read("count(*)", rows -> rows.getLong(1)).get(0);
    }

    private <T> List<T> read(String selected, Reader<T> reader) {
        String sql = "select " + selected + " from " + persister.getTableName() + " where "
                + Arrays.stream(persister.getKeyColumnNames())
                        .map(column -> column + "=?")
                        .collect(Collectors.joining(" and "));
        return session.doReturningWork(connection -> read(connection, sql, reader));
    }

    private <T> List<T> read(Connection connection, String sql, Reader<T> reader) throws SQLException {
        List<Parameter> parameters = new ArrayList<>();
        persister
                .getAttributeMapping()
                .getKeyDescriptor()
                .getKeyPart()
                .forEachJdbcValue(key, (i, value, mapping) -> parameters.add(new Parameter(mapping, value)), session);
        List<T> read = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                parameters.get(i).bind(statement, i + 1, session);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
        }
        return read;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private record Parameter(JdbcMapping mapping, @Nullable Object value) {

        @SuppressWarnings("unchecked") // the binder of a mapping takes what that mapping converted
        void bind(PreparedStatement statement, int position, SharedSessionContractImplementor session)
                throws SQLException {
            mapping.getJdbcValueBinder().bind(statement, value, position, session);
        }
    }
}
