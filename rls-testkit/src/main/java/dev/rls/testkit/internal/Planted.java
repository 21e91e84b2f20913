package dev.rls.testkit.internal;

import dev.rls.policy.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stand in the tables until this is closed. Row security is FORCEd upon the owner too, so that it is taken off
 * him for the transaction that plants, reads or removes, and nobody else ever sees it off.
 */
public final class Planted implements AutoCloseable {

    private final DataSource owner;
    private final Map<MappedTable, List<Map<String, @Nullable Object>>> planted;
    private final Rows rows = new Rows();

    private Planted(DataSource owner, Map<MappedTable, List<Map<String, @Nullable Object>>> planted) {
        this.owner = owner;
        this.planted = planted;
    }

    /**
     * Plants rows.
     *
     * @param owner connections of the owner of the tables
     * @param tables all that take part
     * @param rows what to plant, parents first; values by attribute
     * @return the rows, and those that were there before
     * @throws IllegalStateException RLS603 if the database refuses them
     */
    public static Planted of(
            DataSource owner, List<MappedTable> tables, Map<MappedTable, List<Map<String, @Nullable Object>>> rows) {
        Planted planted = new Planted(owner, rows);
        try {
            planted.unforced(connection -> {
                for (Map.Entry<MappedTable, List<Map<String, @Nullable Object>>> entry : rows.entrySet()) {
                    for (Map<String, @Nullable Object> row : entry.getValue()) {
                        insert(connection, entry.getKey(), row);
                    }
                }
                for (MappedTable table : tables) {
                    planted.read(connection, table);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "RLS603: the database refuses generated rows, with SQLSTATE " + e.getSQLState()
                            + ". Leave out the entity whose constraints they break",
                    e);
        }
        return planted;
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
                        for (Map<String, @Nullable Object> row : planted.getOrDefault(table, List.of())) {
                            Binder.set(delete, 1, row.get(table.id().attribute()));
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
        String sql = "insert into " + table.text() + " (" + columns + ") values ("
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
