package dev.rls.hibernate.internal.boot;

import dev.rls.policy.PolicyIndex;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.service.Service;
import org.jspecify.annotations.Nullable;

/**
 * The policy indexes of a class path: one per class path entry that was compiled with the processor.
 *
 * @param list in the order of the class path
 */
record PolicyIndexes(List<PolicyIndex> list) implements Service {

    private static final long serialVersionUID = 1L;

    /** Reads them all. Two entries with one unit would hide one behind the other, so they are refused. */
    static PolicyIndexes of(ClassLoaderService classLoader) {
        Map<String, URL> units = new LinkedHashMap<>();
        List<PolicyIndex> indexes = new ArrayList<>();
        for (URL location : classLoader.locateResources(PolicyIndex.UNIT_RESOURCE)) {
            String unit = read(location).strip();
            URL first = units.putIfAbsent(unit, location);
            if (first == null) {
                indexes.add(index(classLoader, unit));
            } else if (!first.toExternalForm().equals(location.toExternalForm())) {
                throw StartMessages.unitTwice(unit, first, location);
            }
        }
        return new PolicyIndexes(List.copyOf(indexes));
    }

    /** The index that has an entity, or null. */
    @Nullable
    PolicyIndex having(String entity) {
        return list.stream()
                .filter(index -> index.entity(entity).isPresent())
                .findFirst()
                .orElse(null);
    }

    List<String> units() {
        return list.stream().map(PolicyIndex::unit).toList();
    }

    private static PolicyIndex index(ClassLoaderService classLoader, String unit) {
        String resource = PolicyIndex.indexResource(unit);
        List<URL> locations = classLoader.locateResources(resource);
        if (locations.isEmpty()) {
            throw StartMessages.unreadable(resource, "it is missing, though the class path has unit " + unit);
        }
        try {
            return PolicyIndex.parse(read(locations.get(0)));
        } catch (IllegalArgumentException e) {
            throw StartMessages.unreadable(resource, String.valueOf(e.getMessage()));
        }
    }

    private static String read(URL location) {
        try (InputStream in = location.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw StartMessages.unreadable(location.toExternalForm(), e.toString());
        }
    }
}
