package dev.rls.liquibase;

import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.TestDatabase;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two lines of Liquibase, each in a class loader of its own, with all else of the test class path. */
enum LiquibaseVersion {
    V4(null),
    V5(Path.of("target", "liquibase5", "liquibase-core.jar"));

    private final Class<?> run;

    LiquibaseVersion(Path instead) {
        List<URL> urls = new ArrayList<>();
        try {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                boolean replaced = instead != null && entry.contains("liquibase-core");
                urls.add((replaced ? instead : Path.of(entry)).toUri().toURL());
            }
            ClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
            run = loader.loadClass(LiquibaseRun.class.getName());
        } catch (MalformedURLException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    String version() {
        return (String) invoke("version");
    }

    void update(TestDatabase database, String user, String changelog, Path files) throws SQLException {
        update(database, user, changelog, files, Map.of());
    }

    void update(TestDatabase database, String user, String changelog, Path files, Map<String, String> parameters)
            throws SQLException {
        command("update", database, user, changelog, files, parameters);
    }

    void rollback(TestDatabase database, String user, String changelog, Path files) throws SQLException {
        rollback(database, user, changelog, files, Map.of());
    }

    void rollback(TestDatabase database, String user, String changelog, Path files, Map<String, String> parameters)
            throws SQLException {
        command("rollback", database, user, changelog, files, parameters);
    }

    private void command(
            String command,
            TestDatabase database,
            String user,
            String changelog,
            Path files,
            Map<String, String> parameters)
            throws SQLException {
        try {
            invoke("run", command, database.url(), user, PostgresServer.PASSWORD, changelog, files, parameters);
        } catch (IllegalStateException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sqlException) {
                    throw sqlException;
                }
            }
            throw e;
        }
    }

    private Object invoke(String name, Object... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(run.getClassLoader());
        try {
            for (Method method : run.getDeclaredMethods()) {
                if (method.getName().equals(name)) {
                    method.setAccessible(true);
                    return method.invoke(null, arguments);
                }
            }
            throw new IllegalArgumentException(name);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
