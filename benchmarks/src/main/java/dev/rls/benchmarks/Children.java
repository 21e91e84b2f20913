package dev.rls.benchmarks;

import dev.rls.benchmarks.worker.Way;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The JVMs of all ways. */
final class Children implements Closeable {

    private final Map<Way, Child> children = new EnumMap<>(Way.class);

    Children(int rows) throws IOException {
        for (Way way : Way.values()) {
            children.put(way, new Child(way, rows));
        }
    }

    Child of(Way way) {
        return Objects.requireNonNull(children.get(way));
    }

    @Override
    public void close() {
        children.values().forEach(Child::close);
    }
}
