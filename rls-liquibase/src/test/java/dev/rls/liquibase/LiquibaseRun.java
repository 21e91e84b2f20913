package dev.rls.liquibase;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.CompositeResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.postgresql.Driver;

/** One command of the Liquibase that this class was loaded with. */
final class LiquibaseRun {

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("liquibase");

    private LiquibaseRun() {}

    static String version() {
        return liquibase.util.LiquibaseUtil.getBuildVersion();
    }

    static void run(
            String command,
            String url,
            String user,
            String password,
            String changelog,
            Path files,
            Map<String, String> parameters)
            throws Exception {
        LOG.setLevel(Level.OFF);
        Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> {
            Properties login = new Properties();
            login.setProperty("user", user);
            login.setProperty("password", password);
            // DriverManager knows only the drivers of the application's class loader.
            try (Connection connection = new Driver().connect(url, login);
                    CompositeResourceAccessor resources = new CompositeResourceAccessor(
                            new DirectoryResourceAccessor(files),
                            new ClassLoaderResourceAccessor(LiquibaseRun.class.getClassLoader()))) {
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                Liquibase liquibase = new Liquibase(changelog, resources, database);
                parameters.forEach(liquibase::setChangeLogParameter);
                liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                switch (command) {
                    case "update" -> liquibase.update(new Contexts());
                    case "rollback" -> liquibase.rollback(1000, new Contexts(), new LabelExpression());
                    default -> throw new IllegalArgumentException(command);
                }
            }
        });
    }
}
