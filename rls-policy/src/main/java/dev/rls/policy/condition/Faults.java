package dev.rls.policy.condition;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with an entity, in the order of its policies. */
final class Faults {

    private record Entry(Place place, int offset, String code, String text) {}

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::place)
            .thenComparingInt(Entry::offset)
            .thenComparing(Entry::code)
            .thenComparing(Entry::text);

    private final Set<Entry> entries = new TreeSet<>(ORDER);

    void add(Place place, Fault fault) {
        entries.add(new Entry(place, fault.offset(), fault.message().code(), fault.text()));
    }

    void add(Place place, Message message, Object... values) {
        add(place, new Fault(message, -1, values));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    List<Problem> problems(String entity) {
        return entries.stream()
                .map(entry -> new Problem(
                        entry.code, entity, entry.place.name(), entry.place.member(), entry.offset, entry.text))
                .toList();
    }
}
