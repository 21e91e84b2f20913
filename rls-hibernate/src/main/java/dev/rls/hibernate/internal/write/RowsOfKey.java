package dev.rls.hibernate.internal.write;

import dev.rls.hibernate.SessionClaims;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.CollectionPart;
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
                parameters(),
                null,
                (rows) -> mapping.convertToDomainValue(
                        mapping.getJdbcValueExtractor().extract(rows, 1, session)));
    }

    long count() {
        return count(parameters(), null);
    }

    /** How many there are that the claims do not see. */
    long hidden(SeenRows seen) {
        return isNothingToAskFor() ? 0 : count(parameters(), seen);
    }

    /** What sees rows needs claims. An owner that has none can be written without, as any entity that is not protected. */
    private boolean isNothingToAskFor() {
        return SessionClaims.of(session).claims() == null && count() == 0;
    }

    /** How many of those there are at an index, which may be a column of the elements' table instead. */
    long hidden(SeenRows seen, CollectionPart index, Object value) {
        List<Parameter> parameters = parameters();
        index.decompose(
                persister.getIndexIncrementer().apply(value),
                0,
                parameters,
                persister.getTableName(),
                (i, all, table, part, column) -> {
                    if (column.getContainingTableExpression().equals(table)) {
                        all.add(new Parameter(column.getSelectionExpression(), column.getJdbcMapping(), part));
                    }
                },
                session);
        return parameters.size() == persister.getKeyColumnNames().length ? 0 : count(parameters, seen);
    }

    /**
     * Deletes those that the claims see.
     *
     * @param delete Hibernate's statement for all of them
     */
    void delete(String delete, SeenRows seen) {
        if (isNothingToAskFor()) {
            return;
        }
        String sql = delete + " and " + seen.sql();
        JdbcCoordinator jdbc = session.getJdbcCoordinator();
        jdbc.executeBatch();
        PreparedStatement statement = jdbc.getMutationStatementPreparer().prepareStatement(sql, false);
        try {
            bind(statement, parameters(), seen);
            jdbc.getResultSetReturn().executeUpdate(statement, sql);
        } catch (SQLException e) {
            throw session.getJdbcServices()
                    .getSqlExceptionHelper()
                    .convert(e, "could not delete rows of " + persister.getRole(), sql);
        } finally {
            jdbc.getLogicalConnection().getResourceRegistry().release(statement);
            jdbc.afterStatementExecution();
        }
    }

    private long count(List<Parameter> parameters, @Nullable SeenRows seen) {
        return read("count(*)", parameters, seen, rows -> rows.getLong(1)).get(0);
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        String[] columns = persister.getKeyColumnNames();
        persister
                .getAttributeMapping()
                .getKeyDescriptor()
                .getKeyPart()
                .forEachJdbcValue(
                        key, (i, value, mapping) -> parameters.add(new Parameter(columns[i], mapping, value)), session);
        return parameters;
    }

    /** All, or those that are not seen. */
    private <T> List<T> read(String selected, List<Parameter> parameters, @Nullable SeenRows seen, Reader<T> reader) {
        String sql = "select " + selected + " from " + persister.getTableName() + " where "
                + parameters.stream().map(Parameter::condition).collect(Collectors.joining(" and "))
                + (seen == null ? "" : " and not " + seen.sql());
        return session.doReturningWork(connection -> read(connection, sql, parameters, seen, reader));
    }

    private <T> List<T> read(
            Connection connection, String sql, List<Parameter> parameters, @Nullable SeenRows seen, Reader<T> reader)
            throws SQLException {
        List<T> read = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters, seen);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
        }
        return read;
    }

    private void bind(PreparedStatement statement, List<Parameter> parameters, @Nullable SeenRows seen)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).bind(statement, i + 1, session);
        }
        if (seen != null) {
            seen.bind(statement, parameters.size() + 1, session);
        }
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
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
