package dev.rls.hibernate.agreement;

import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The database, by SQL without any condition on the tenant. */
public final class NativeSide implements Side {

    private final Table table;
    private final DataSource bound;

    public NativeSide(Shop shop) {
        this.table = new Table(shop);
        this.bound = new BoundDataSource(shop.application());
    }

    @Override
    public void fill(List<Case.Row> rows) {
        table.fill(rows);
    }

    @Override
    public List<String> content() {
        return table.content();
    }

    @Override
    public String run(Case c) {
        return ClaimsScope.call(Tenants.of(c.tenant()), () -> {
            try (Connection connection = bound.getConnection()) {
                return run(c, connection);
            } catch (SQLException e) {
                if (Objects.equals(e.getSQLState(), "42501")) {
                    return REJECTED;
                }
                throw new IllegalStateException(e);
            }
        });
    }

    private static String run(Case c, Connection connection) throws SQLException {
        return switch (c.operation()) {
            case FIND -> numbers(connection, "select number from invoice where id = ?", c.target());
            case LIST -> numbers(connection, "select number from invoice");
            case COUNT -> count(connection);
            case UPDATE, UPDATE_FORGED ->
                change(
                        connection,
                        "update invoice set number = 'changed', customer_id = null where id = ?",
                        c.target());
            case UPDATE_ALL -> change(connection, "update invoice set number = 'changed'");
            case DELETE -> change(connection, "delete from invoice where id = ?", c.target());
            case DELETE_ALL -> change(connection, "delete from invoice");
            case INSERT ->
                change(
                        connection,
                        "insert into invoice (id, tenantid, number) values (?, ?, 'changed')",
                        c.target(),
                        c.otherTenant());
        };
    }

    private static String numbers(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            TreeSet<String> numbers = new TreeSet<>();
            while (rows.next()) {
                numbers.add(rows.getString(1));
            }
            return numbers.toString();
        }
    }

    private static String count(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "select count(*) from invoice");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String change(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return Integer.toString(statement.executeUpdate());
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
