package dev.rls.hibernate.internal.jdbc;

import java.io.ByteArrayInputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Parameters that nobody but the database may see. */
public final class SecretParameters {

    private SecretParameters() {}

    /**
     * Sets one as a stream of text, because the driver's trace log and toString() show every String parameter. From then on
     * the statement is parsed anew each time: those that a driver keeps on the server have names that can be guessed, and SQL
     * text can put another statement under such a name, to be given the secret.
     *
     * @param statement whose parameter it is
     * @param index its place, from 1
     * @param payload its text in UTF-8
     * @throws SQLException as the driver does
     */
    public static void set(PreparedStatement statement, int index, byte[] payload) throws SQLException {
        statement.setObject(index, new ByteArrayInputStream(payload), Types.LONGVARCHAR);
        PgDriver.keepOffServer(statement);
    }
}
