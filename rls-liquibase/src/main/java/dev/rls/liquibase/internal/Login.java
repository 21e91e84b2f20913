package dev.rls.liquibase.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a command logs in as.
 *
 * @param url the JDBC URL
 * @param user the role
 * @param passwordFile the file with the password, or null if the environment has it
 * @param variable the variable of the environment
 */
public record Login(String url, String user, @Nullable Path passwordFile, String variable) {

    /** What some drivers take from a URL. Everybody on the machine can read a command line. */
    private static final Pattern SECRET =
            Pattern.compile("[?&;](ssl)?password=|//[^/]*:[^/]*@", Pattern.CASE_INSENSITIVE);

    /** From options that may be missing. */
    public static Login of(@Nullable String url, @Nullable String user, @Nullable Path passwordFile, String variable) {
        if (url == null || user == null) {
            throw new NotRunException("--url and --user are needed; --help lists the options");
        }
        if (SECRET.matcher(url).find()) {
            throw new NotRunException("--url holds a password, for all to read: remove it, and use --password-file or"
                    + " the environment variable " + variable);
        }
        return new Login(url, user, passwordFile, variable);
    }

    public Connection connect(Map<String, String> environment) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password(environment));
        return DriverManager.getConnection(url, properties);
    }

    /** From the file, else from the environment; empty where the server asks for none. */
    private String password(Map<String, String> environment) {
        if (passwordFile == null) {
            return environment.getOrDefault(variable, "");
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new NotRunException("the password cannot be read from " + passwordFile + ": " + e.getMessage());
        }
    }
}
