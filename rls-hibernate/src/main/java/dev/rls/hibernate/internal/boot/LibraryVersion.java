package dev.rls.hibernate.internal.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, for messages that name an artifact. */
final class LibraryVersion {

    static final String VALUE = read();

    private LibraryVersion() {}

    private static String read() {
        try (InputStream in = LibraryVersion.class.getResourceAsStream("library.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
