package dev.rls.testkit.internal;

import dev.rls.hibernate.NoClaimsException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The role that a test logs in as. */
public final class Login {

    /** A member of a role can become it, so membership counts as much as the attribute. */
    private static final String POWER = """
            select case
              when exists (select from pg_catalog.pg_roles r
                           where r.rolsuper and pg_catalog.pg_has_role(session_user, r.oid, 'member'))
                then 'is a superuser or a member of one'
              when exists (select from pg_catalog.pg_roles r
                           where r.rolbypassrls and pg_catalog.pg_has_role(session_user, r.oid, 'member'))
                then 'has BYPASSRLS or is a member of a role that has it'
              when exists (select from pg_catalog.pg_class c
                           where c.oid = pg_catalog.to_regclass(?)
                             and pg_catalog.pg_has_role(session_user, c.relowner, 'member'))
                then 'owns ' || ? || ' or is a member of its owner'
            end""";

    /** The texts of the server are translated, but not the names in them. */
    private static final Pattern UNTRUSTED = Pattern.compile("\\bbind_claims\\b|\\bRLS511\\b|\\bRLS216\\b");

    private static final Pattern BIND = Pattern.compile("\\bbind(?:_ticket)?\\b");

    private Login() {}

    /**
     * Refuses a role that the policies do not hold for, because it would see what they admit and the rest as well.
     *
     * @param application where it logs in
     * @param table what it might own
     * @throws IllegalStateException RLS608 if it is the table's owner, a superuser or beyond row security
     */
    public static void check(DataSource application, MappedTable table) {
        try (Connection connection = application.getConnection();
                PreparedStatement query = connection.prepareStatement(POWER)) {
            query.setString(1, table.text());
            query.setString(2, table.text());
            try (ResultSet row = query.executeQuery()) {
                String power = row.next() ? row.getString(1) : null;
                if (power != null) {
                    throw new IllegalStateException("RLS608: role " + role(connection) + " " + power
                            + ", and the policies are not made for it. Call withDatabase(..) with connections of the"
                            + " role that the application logs in as");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether the role may not bind the claims of an act.
     *
     * @param thrown what the act threw
     * @return whether that is why
     */
    static boolean mayNotBind(Exception thrown) {
        return denial(thrown) != null;
    }

    /**
     * The error of a role that may not bind.
     *
     * @param thrown what an act threw
     * @param connection of the role
     * @return RLS607
     * @throws SQLException as the driver does
     */
    static IllegalStateException refused(Exception thrown, Connection connection) throws SQLException {
        String role = role(connection);
        boolean token = !UNTRUSTED.matcher(String.valueOf(denial(thrown))).find();
        return new IllegalStateException(
                "RLS607: role " + role
                        + (token
                                ? " may not bind tokens. Run grant rls_app to " + role
                                : " may not bind claims that have no token. Run grant rls_trusted to " + role
                                        + " in the database of the tests, never in that of production"),
                thrown);
    }

    private static @Nullable String denial(Exception thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof NoClaimsException
                    && UNTRUSTED.matcher(message).find()) { // as Hibernate's layer says it
                return message;
            }
            if (cause instanceof SQLException sql
                    && Objects.equals(sql.getSQLState(), "42501")
                    && (UNTRUSTED.matcher(message).find()
                            || BIND.matcher(message).find())) {
                return message;
            }
        }
        return null;
    }

    private static String role(Connection connection) throws SQLException {
        return connection.getMetaData().getUserName();
    }
}
