package dev.rls.hibernate.agreement;

import dev.rls.hibernate.app.Shop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of a side, beyond all protection. */
record Table(Shop shop) {

    void fill(List<Case.Row> rows) {
        try (Connection connection = shop.truth().connect();
                PreparedStatement delete = connection.prepareStatement("delete from invoice");
                PreparedStatement insert =
                        connection.prepareStatement("insert into invoice (id, tenantid, number) values (?, ?, ?)")) {
            connection.setAutoCommit(false);
            delete.executeUpdate();
            for (Case.Row row : rows) {
                insert.setObject(1, row.id());
                insert.setString(2, row.tenant());
                insert.setString(3, row.number());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> content() {
        List<@Nullable String> rows = shop.truth("select tenantid || '/' || number from invoice");
        return rows.stream().map(String::valueOf).sorted().toList();
    }
}
