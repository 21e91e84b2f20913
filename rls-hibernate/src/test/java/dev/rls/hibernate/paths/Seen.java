package dev.rls.hibernate.paths;

import dev.rls.hibernate.paths.model.Marked;
import jakarta.persistence.Tuple;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** All that a path returned, as text. */
final class Seen {

    private Seen() {}

    /** Within the session: what is lazy is loaded. */
    static String in(@Nullable Object value) {
        if (value instanceof Marked marked) {
            return String.valueOf(marked.getName());
        }
        if (value instanceof Optional<?> optional) {
            return in(optional.orElse(null));
        }
        if (value instanceof Map<?, ?> map) {
            return in(map.keySet()) + ' ' + in(map.values());
        }
        if (value instanceof Tuple tuple) {
            return in(tuple.toArray());
        }
        if (value instanceof Object[] array) {
            return in(Arrays.asList(array));
        }
        if (value instanceof BaseStream<?, ?> stream) {
            try (stream) {
                return in(stream.iterator());
            }
        }
        if (value instanceof Iterable<?> many) {
            return in(many.iterator());
        }
        return String.valueOf(value);
    }

    private static String in(Iterator<?> many) {
        Iterable<?> once = () -> castToObjects(many);
        return StreamSupport.stream(once.spliterator(), false).map(Seen::in).collect(Collectors.joining(" "));
    }

    @SuppressWarnings("unchecked")
    private static Iterator<Object> castToObjects(Iterator<?> many) {
        return (Iterator<Object>) many;
    }
}
