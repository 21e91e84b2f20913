package dev.rls.hibernate.internal.jdbc;

import dev.rls.claims.Claims;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The record of a system access: the first call of what binds it later. */
public final class SystemRecord {

    private SystemRecord() {}

    /**
     * Writes it.
     *
     * @param connection of an operator, in autocommit
     * @param claims whom to act for, and why
     * @throws SQLException as the database does
     */
    public static void write(Connection connection, Claims claims) throws SQLException {
        DriverSettings.refuseTelling(connection);
        Bind bind = Bind.of(claims, new Tickets());
        try (PreparedStatement statement = connection.prepareStatement(bind.sql())) {
            bind.setOn(statement);
            bind.execute(statement);
        }
    }
}
