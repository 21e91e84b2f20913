package dev.rls.testkit.agreement;

import dev.rls.claims.Claims;
import dev.rls.testkit.internal.Act;
import dev.rls.testkit.internal.Outcome;
import dev.rls.testkit.internal.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a disagreement smaller for as long as it stays one: its policies first, then its rows, then its claims. */
final class Shrinker {

    private static final int ROUNDS = 60;

    private final BiFunction<Batch, Integer, List<Reading>> readings;
    private Disagreement least;
    private int rounds;

    private Shrinker(Disagreement found, BiFunction<Batch, Integer, List<Reading>> readings) {
        this.readings = readings;
        least = found;
    }

    static Disagreement shrink(Disagreement found) {
        return shrink(found, Batch::readings);
    }

    /**
     * Shrinks a disagreement.
     *
     * @param readings those that disagree, by the number of the entity in a batch
     */
    static Disagreement shrink(Disagreement found, BiFunction<Batch, Integer, List<Reading>> readings) {
        Shrinker shrinker = new Shrinker(found, readings);
        shrinker.policies();
        shrinker.rows();
        shrinker.values();
        shrinker.claims();
        shrinker.policies();
        return shrinker.least;
    }

    /** Another form of the same disagreement, to be tried. */
    private record Variant(EntitySpec doc, List<Map<String, @Nullable Object>> rows, Case found) {}

    private Variant current() {
        return new Variant(
                least.plan().docs().get(least.doc()), least.plan().rows().get(least.doc()), least.found());
    }

    private void policies() {
        boolean smaller = true;
        while (smaller) {
            Variant now = current();
            smaller = anyOf(now.doc().smaller().stream()
                    .map(doc -> new Variant(doc, now.rows(), now.found()))
                    .toList());
        }
    }

    private void rows() {
        Variant now = current();
        if (anyOf(now.rows().stream()
                .map(row -> new Variant(now.doc(), List.of(row), now.found()))
                .toList())) {
            return;
        }
        for (int half = now.rows().size() / 2; half > 0; half /= 2) {
            Variant rest = current();
            int size = rest.rows().size();
            int cut = Math.min(half, size - 1);
            anyOf(List.of(
                    new Variant(rest.doc(), rest.rows().subList(cut, size), rest.found()),
                    new Variant(rest.doc(), rest.rows().subList(0, size - cut), rest.found())));
        }
    }

    private void values() {
        boolean smaller = current().found().act().kind() != Act.Kind.UPSERT; // which writes whole rows
        while (smaller) {
            Variant now = current();
            Act act = now.found().act();
            List<Variant> variants = new ArrayList<>();
            for (String attribute : act.values().keySet()) {
                if (!attribute.equals("mark") && !attribute.equals("id")) {
                    Map<String, @Nullable Object> rest = new LinkedHashMap<>(act.values());
                    rest.remove(attribute);
                    variants.add(new Variant(
                            now.doc(),
                            now.rows(),
                            new Case(
                                    now.found().claims(),
                                    new Act(act.kind(), act.ids(), rest),
                                    now.found().unread())));
                }
            }
            smaller = anyOf(variants);
        }
    }

    private void claims() {
        boolean smaller = true;
        while (smaller) {
            Variant now = current();
            Map<String, @Nullable Object> claims = now.found().claims().asMap();
            List<Variant> variants = new ArrayList<>();
            for (String name : claims.keySet()) {
                if (!name.equals("tenant_id")) {
                    variants.add(new Variant(
                            now.doc(),
                            now.rows(),
                            new Case(
                                    without(now.found().claims(), name),
                                    now.found().act(),
                                    now.found().unread().stream()
                                            .map(unread -> without(unread, name))
                                            .toList())));
                }
            }
            smaller = anyOf(variants);
        }
    }

    private static Claims without(Claims claims, String name) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(claims.asMap());
        rest.remove(name);
        return Claims.of(rest);
    }

    /** Goes on with the first of some variants that still disagrees. */
    private boolean anyOf(List<Variant> variants) {
        for (int from = 0; from < variants.size() && rounds < ROUNDS; from += BatchPlan.ENTITIES) {
            rounds++;
            Optional<Disagreement> found =
                    first(variants.subList(from, Math.min(variants.size(), from + BatchPlan.ENTITIES)));
            if (found.isPresent()) {
                least = found.get();
                return true;
            }
        }
        return false;
    }

    private Optional<Disagreement> first(List<Variant> variants) {
        List<EntitySpec> docs = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            docs.add(variants.get(i).doc().named("Doc%02d".formatted(i)));
        }
        BatchPlan plan = new BatchPlan(
                least.plan().tenant(),
                least.plan().team(),
                docs,
                least.plan().folders(),
                least.plan().teams(),
                variants.stream().map(Variant::rows).toList(),
                variants.stream().map(variant -> List.of(variant.found())).toList());
        try (Batch batch = new Batch(plan, Agreement.version(least.batch()))) {
            for (int doc = 0; doc < docs.size(); doc++) {
                Case found = variants.get(doc).found();
                Map<String, Outcome> outcomes =
                        Agreement.outcomes(readings.apply(batch, doc), found, UnaryOperator.identity());
                if (Verdict.of(found, outcomes, batch.evaluator(doc)) == Verdict.APART) {
                    return Optional.of(new Disagreement(least.batch(), plan, doc, found, outcomes));
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            // one of them says something that the processor refuses
            int half = variants.size() / 2;
            return half == 0
                    ? Optional.empty()
                    : first(variants.subList(0, half)).or(() -> first(variants.subList(half, variants.size())));
        }
    }
}
