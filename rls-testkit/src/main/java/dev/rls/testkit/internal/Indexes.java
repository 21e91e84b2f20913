package dev.rls.testkit.internal;

import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** The policy indexes that Hibernate sees. */
public final class Indexes {

    private Indexes() {}

    /**
     * What protects an entity.
     *
     * @param factory where it is mapped
     * @param type the class or a subclass of it
     * @return its policies, empty if it has none
     */
    public static Optional<ScopedEntity> find(SessionFactoryImplementor factory, Class<?> type) {
        ClassLoaderService classes = factory.getServiceRegistry().requireService(ClassLoaderService.class);
        for (URL location : classes.locateResources(PolicyIndex.UNIT_RESOURCE)) {
            String resource = PolicyIndex.indexResource(read(location).strip());
            for (URL index : classes.locateResources(resource)) {
                PolicyIndex parsed = PolicyIndex.parse(read(index));
                for (Class<?> root = type; root != null; root = root.getSuperclass()) {
                    Optional<ScopedEntity> found = parsed.entity(root.getName());
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String read(URL location) {
        try (InputStream in = location.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
