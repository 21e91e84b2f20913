package dev.rls.testkit.internal;

import dev.rls.policy.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stand in the tables until this is closed. Row security is FORCEd upon the owner too, so that it is taken off
 * him for the transaction that plants, reads or removes, and nobody else ever sees it off.
 */
public final class Planted implements AutoCloseable {

    private final DataSource owner;
    private final Map<MappedTable, List<Object>> planted = new LinkedHashMap<>();
    private final Rows rows = new Rows();

    private Planted(DataSource owner) {
        this.owner = owner;
    }

    /**
     * Plants rows, but those that a constraint refuses.
     *
     * @param owner connections of the owner of the tables
     * @param rows what to plant, for all tables that take part, parents first; values by attribute
     * @return the rows, and those that were there before
     * @throws IllegalStateException RLS603 if the database refuses all rows of a table
     */
    public static Planted of(DataSource owner, Map<MappedTable, List<Map<String, @Nullable Object>>> rows) {
        Planted planted = new Planted(owner);
        rows.keySet().forEach(table -> planted.planted.put(table, new ArrayList<>()));
        try {
            planted.unforced(connection -> {
                execute(connection, "set constraints all immediate");
                for (Map.Entry<MappedTable, List<Map<String, @Nullable Object>>> entry : rows.entrySet()) {
                    planted.plant(connection, entry.getKey(), entry.getValue());
                }
                for (MappedTable table : rows.keySet()) {
                    planted.read(connection, table);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "RLS603: rows cannot be planted, SQLSTATE " + e.getSQLState()
                            + ". Call withOwner(..) with connections of the role that owns the tables",
                    e);
        }
        return planted;
    }

    /** A constraint may refuse a row because of another one, such as a unique one: the rest will do. */
    private void plant(Connection connection, MappedTable table, List<Map<String, @Nullable Object>> some)
            throws SQLException {
        SQLException refused = null;
        List<Object> ids = planted.getOrDefault(table, List.of());
        for (Map<String, @Nullable Object> row : some) {
            Savepoint before = connection.setSavepoint();
            try {
                insert(connection, table, row);
                ids.add(Objects.requireNonNull(row.get(table.id().attribute())));
            } catch (SQLException e) {
                connection.rollback(before);
                refused = e;
            }
        }
        if (ids.isEmpty() && refused != null) {
            throw new IllegalStateException(
                    "RLS603: the database refuses all generated rows of " + table.entity() + ", SQLSTATE "
                            + refused.getSQLState()
                            + ". Say in the mapping what the columns can hold (nullable, length, precision), or leave"
                            + " the entity out",
                    refused);
        }
    }

    /**
     * What the tables hold.
     *
     * @return all rows
     */
    public Rows rows() {
        return rows;
    }

    @Override
    public void close() {
        List<MappedTable> children = new ArrayList<>(planted.keySet());
        Collections.reverse(children);
        try {
            unforced(connection -> {
                for (MappedTable table : children) {
                    String sql = "delete from " + table.text() + " where "
                            + table.id().text() + " = ?";
                    try (PreparedStatement delete = connection.prepareStatement(sql)) {
                        for (Object id : planted.getOrDefault(table, List.of())) {
                            Binder.set(delete, 1, id);
                            delete.executeUpdate();
                        }
                    }
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("the generated rows stay behind", e);
        }
    }

    private static void insert(Connection connection, MappedTable table, Map<String, @Nullable Object> row)
            throws SQLException {
        String columns = row.keySet().stream()
                .map(attribute -> table.column(attribute).text())
                .collect(Collectors.joining(", "));
        String sql = "insert into " + table.text() + " (" + columns + ") overriding system value values ("
                + String.join(", ", Collections.nCopies(row.size(), "?")) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int index = 0;
            for (Object value : row.values()) {
                Binder.set(insert, ++index, value);
            }
            insert.executeUpdate();
        }
    }

    private void read(Connection connection, MappedTable table) throws SQLException {
        List<MappedColumn> columns = new ArrayList<>(table.columns());
        columns.add(table.id());
        String names = columns.stream().map(MappedColumn::text).collect(Collectors.joining(", "));
        TableName name = table.name(String.valueOf(connection.getSchema()));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select " + names + " from " + table.text())) {
            while (result.next()) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    values.put(
                            columns.get(i).name(),
                            Binder.get(result, i + 1, columns.get(i).type()));
                }
                rows.add(name, values);
            }
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void unforced(Work work) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<String> forced = new ArrayList<>();
                for (MappedTable table : planted.keySet()) {
                    if (isForced(connection, table)) {
                        forced.add(table.text());
                        execute(connection, "alter table " + table.text() + " no force row level security");
                    }
                }
                work.on(connection);
                for (String table : forced) {
                    execute(connection, "alter table " + table + " force row level security");
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static boolean isForced(Connection connection, MappedTable table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select relforcerowsecurity from pg_catalog.pg_class where oid = ?::pg_catalog.regclass")) {
            query.setString(1, table.text());
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
