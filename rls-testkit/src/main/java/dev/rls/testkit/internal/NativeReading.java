package dev.rls.testkit.internal;

import dev.rls.RlsException;
import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.BoundDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database alone: SQL without any condition of ours on a bound connection, rolled back. */
public final class NativeReading implements Reading {

    private final DataSource bound;
    private final MappedTable table;
    private final String select;

    /**
     * A reading.
     *
     * @param application connections of the application's role, not bound
     * @param table the table
     */
    public NativeReading(DataSource application, MappedTable table) {
        this.bound = new BoundDataSource(application);
        this.table = table;
        this.select = "select " + table.id().text() + " from " + table.text();
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Outcome read(Act act, Claims claims) {
        return ClaimsScope.call(claims, () -> {
            try (Connection connection = bound.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    return read(act, connection);
                } catch (SQLException e) {
                    if (Login.mayNotBind(e)) {
                        throw Login.refused(e, connection);
                    }
                    throw e;
                } finally {
                    connection.rollback();
                }
            } catch (SQLException | RlsException e) {
                return Refusal.of(act, e);
            }
        });
    }

    private Outcome read(Act act, Connection connection) throws SQLException {
        return switch (act.kind()) {
            case SELECT -> Outcome.rows(query(connection, select, List.of()));
            case FIND -> Outcome.rows(query(connection, select + restriction(act), act.ids()));
            case UPDATE_BULK -> {
                int count = update(act, connection);
                var mark = act.values().entrySet().iterator().next();
                String marked = select + " where " + table.column(mark.getKey()).text() + " = ?";
                yield Outcome.updated(count, query(connection, marked, Collections.singletonList(mark.getValue())));
            }
            case UPDATE_ENTITY -> Outcome.written(found(act, connection) && update(act, connection) == 1);
            case DELETE_BULK -> {
                int count = delete(act, connection);
                yield Outcome.changed(count, query(connection, select, List.of()));
            }
            case DELETE_ENTITY -> Outcome.written(found(act, connection) && delete(act, connection) == 1);
            case INSERT_BULK -> insert(act, connection, "");
            case INSERT_ENTITY -> insert(act, connection, returning());
            case UPSERT -> upsert(act, connection);
        };
    }

    private boolean found(Act act, Connection connection) throws SQLException {
        return !query(connection, select + restriction(act), act.ids()).isEmpty();
    }

    private int update(Act act, Connection connection) throws SQLException {
        String assignments = act.values().keySet().stream()
                .map(attribute -> table.column(attribute).text() + " = ?")
                .collect(Collectors.joining(", "));
        List<@Nullable Object> parameters = new ArrayList<>(act.values().values());
        parameters.addAll(act.ids());
        return change(connection, "update " + table.text() + " set " + assignments + restriction(act), parameters);
    }

    private int delete(Act act, Connection connection) throws SQLException {
        return change(connection, "delete from " + table.text() + restriction(act), act.ids());
    }

    private String returning() {
        return table.generated() ? " returning " + table.id().text() : "";
    }

    private Outcome upsert(Act act, Connection connection) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(act.values());
        values.put(table.id().attribute(), act.ids().get(0));
        String assignments = values.keySet().stream()
                .map(table::column)
                .filter(column -> column.equals(table.id()) || column.updatable())
                .map(column -> column.text() + " = excluded." + column.text())
                .collect(Collectors.joining(", "));
        String onConflict = " on conflict (" + table.id().text() + ") do update set " + assignments;
        return insert(new Act(act.kind(), List.of(), values), connection, onConflict);
    }

    private Outcome insert(Act act, Connection connection, String end) throws SQLException {
        String columns = act.values().keySet().stream()
                .map(attribute -> table.column(attribute).text())
                .collect(Collectors.joining(", "));
        String sql = "insert into " + table.text() + " (" + columns + ") values ("
                + String.join(", ", Collections.nCopies(act.values().size(), "?")) + ")" + end;
        List<@Nullable Object> parameters = new ArrayList<>(act.values().values());
        if (end.startsWith(" returning")) {
            query(connection, sql, parameters);
        } else {
            change(connection, sql, parameters);
        }
        return Outcome.WRITTEN;
    }

    private String restriction(Act act) {
        return act.ids().isEmpty()
                ? ""
                : " where " + table.id().text() + " in ("
                        + String.join(", ", Collections.nCopies(act.ids().size(), "?")) + ")";
    }

    private List<?> query(Connection connection, String sql, List<? extends @Nullable Object> parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<@Nullable Object> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(Binder.get(rows, 1, table.id().type()));
            }
            return ids;
        }
    }

    private static int change(Connection connection, String sql, List<? extends @Nullable Object> parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, List<? extends @Nullable Object> parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.size(); i++) {
            Binder.set(statement, i + 1, parameters.get(i));
        }
        return statement;
    }
}
