package dev.rls.hibernate.paths;

import dev.rls.hibernate.paths.model.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.internal.bytebuddy.BytecodeProviderImpl;

/** Entities that are enhanced before anybody loads their class, as Hibernate's plugins do it when an application is built. */
final class Enhanced {

    static final Class<?> ARTICLE = define("Article");

    private Enhanced() {}

    private static Class<?> define(String entity) {
        String name = Row.class.getPackageName() + "." + entity;
        try (InputStream plain = Row.class.getResourceAsStream(entity + ".class")) {
            byte[] enhanced = new BytecodeProviderImpl()
                    .getEnhancer(new DefaultEnhancementContext())
                    .enhance(name, plain.readAllBytes());
            return MethodHandles.privateLookupIn(Row.class, MethodHandles.lookup())
                    .defineClass(enhanced);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
