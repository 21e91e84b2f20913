package dev.rls.hibernate;

import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long a session factory of 500 entities takes to start; docs/performance.md has the command and the figures. */
@EnabledIfSystemProperty(named = "benchmark", matches = "true")
class BootBenchmark {

    private static final int ENTITIES = 500;
    private static final int WARM_UP = 8;
    private static final int ROUNDS = 40;

    @Test
    void boot() {
        Map<String, Object> settings = Place.connectBy(Place.h2().application());
        Sources plain = Sources.compiled(List.of(), entities(""));
        Sources one = Sources.compiled(List.of(), with(entities(""), scoped()));
        Sources all = Sources.compiled(List.of(), entities("@dev.rls.TenantScoped "));

        Map<String, Supplier<SessionFactory>> ways = new LinkedHashMap<>();
        ways.put("without the library", () -> plain.buildWithoutLibrary(settings));
        ways.put("with it, none annotated", () -> plain.build(settings));
        ways.put("with it, one more annotated", () -> one.build(settings));
        ways.put("with it, all annotated", () -> all.build(settings));
        Map<String, double[]> measured = new LinkedHashMap<>();
        ways.keySet().forEach(way -> measured.put(way, new double[ROUNDS]));
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (Map.Entry<String, Supplier<SessionFactory>> way : ways.entrySet()) {
                System.gc();
                long begin = System.nanoTime();
                way.getValue().get().close();
                if (round >= 0) {
                    measured.get(way.getKey())[round] = (System.nanoTime() - begin) / 1e6;
                }
            }
        }
        print(measured);
    }

    /** Medians, and the median of the ratios to the same round's first. */
    private static void print(Map<String, double[]> measured) {
        double[] first = measured.values().iterator().next();
        measured.forEach((way, times) -> {
            double[] ratios = new double[ROUNDS];
            Arrays.setAll(ratios, i -> times[i] / first[i]);
            System.out.printf(Locale.ROOT, "BOOT %-30s %7.1f ms  %.3f%n", way, median(times), median(ratios));
        });
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String[] entities(String annotation) {
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < ENTITIES; i++) {
            sources.add("""
                    package shop;
                    import jakarta.persistence.*;
                    @Entity %3$spublic class E%1$d {
                        @Id @GeneratedValue Long id;
                        String tenantId;
                        String name, street, city, note;
                        int amount;
                        java.time.Instant at;
                        @ManyToOne(fetch = FetchType.LAZY) E%2$d next;
                        @OneToMany(mappedBy = "next") java.util.Set<E%4$d> previous;
                        @ElementCollection java.util.Set<String> tags;
                    }
                    """.formatted(i, (i + 1) % ENTITIES, annotation, (i + ENTITIES - 1) % ENTITIES));
        }
        return sources.toArray(String[]::new);
    }

    private static String scoped() {
        return """
                package shop;
                import jakarta.persistence.*;
                @Entity @dev.rls.TenantScoped public class Scoped {
                    @Id @GeneratedValue Long id;
                    String tenantId;
                }
                """;
    }

    private static String[] with(String[] sources, String more) {
        String[] all = Arrays.copyOf(sources, sources.length + 1);
        all[sources.length] = more;
        return all;
    }
}
