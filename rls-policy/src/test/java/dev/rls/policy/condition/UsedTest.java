package dev.rls.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.TenantDeclaration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The declarations that an assembly says it used are enough to make it again. */
class UsedTest {

    private static final Map<String, List<String>> TESTS = Map.of(
            Shop.LINE,
            List.of(
                    "ownerId = :sub",
                    "'manager' in :roles",
                    "address.city like 'B%'",
                    "address.country.name = :sub",
                    "invoice.ownerId = :sub",
                    "invoice.customer.name like :sub || '%'",
                    "state in (OPEN, State.path)",
                    "visibility is null",
                    "parent.invoice.id is not null",
                    "price not between :low and 10"),
            Shop.INVOICE,
            List.of("ownerId = :sub", "customer.name = :sub", "first.ownerId in :roles", "id = :key"),
            Shop.CUSTOMER,
            List.of("name = :sub", "favourite.ownerId = :sub", "id in (1, 2)"));

    private static final List<TenantDeclaration> TENANTS = List.of(
            new TenantDeclaration("tenantId", "tenant_id", "", false),
            new TenantDeclaration("tenantId", "tenant_id", "", true));

    @Test
    void assemblingWhatWasUsedGivesTheSame() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int sound = 0;
        int withPaths = 0;
        for (int i = 0; i < 1000; i++) {
            Shop shop = shop(random);
            String start = List.of(Shop.LINE, Shop.INVOICE, Shop.CUSTOMER).get(random.nextInt(3));
            Assembly assembly = shop.assemble(start);
            if (!assembly.problems().isEmpty()) {
                continue;
            }
            sound++;
            withPaths += assembly.used().size() > 1 ? 1 : 0;
            Map<String, EntityDeclaration> used = new TreeMap<>();
            assembly.used().forEach(declaration -> used.put(declaration.entity(), declaration));
            assertThat(new Assembler(used::get).assemble(used.keySet()))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(assembly);
            for (EntityDeclaration declaration : assembly.used()) {
                for (String attribute : declaration.attributes().keySet()) {
                    Map<String, EntityDeclaration> less = new TreeMap<>(used);
                    less.compute(declaration.entity(), (name, old) -> without(old, attribute));
                    assertThat(new Assembler(less::get).assemble(less.keySet()).problems())
                            .as("seed %d, case %d: %s without %s", seed, i, declaration.entity(), attribute)
                            .isNotEmpty();
                }
            }
        }
        assertThat(sound).isGreaterThan(150);
        assertThat(withPaths).isGreaterThan(60);
    }

    private static EntityDeclaration without(EntityDeclaration declaration, String attribute) {
        Set<String> names = new java.util.HashSet<>(declaration.attributes().keySet());
        names.remove(attribute);
        return declaration.with(names);
    }

    private static Shop shop(Random random) {
        Shop shop = new Shop();
        TESTS.forEach((entity, tests) -> {
            if (random.nextInt(3) > 0) {
                shop.tenant(entity, TENANTS.get(random.nextInt(2)));
            } else if (entity.equals(Shop.LINE)) {
                shop.tenant(entity, new TenantDeclaration("x", "y", "invoice", false));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                EnumSet<Operation> on = EnumSet.of(Operation.values()[random.nextInt(4)]);
                on.add(Operation.UPDATE);
                shop.rule(
                        entity,
                        "r" + i,
                        on,
                        condition(random, tests),
                        random.nextBoolean() ? "" : condition(random, tests));
            }
        });
        return shop;
    }

    private static String condition(Random random, List<String> tests) {
        String test = tests.get(random.nextInt(tests.size()));
        return switch (random.nextInt(4)) {
            case 0 -> "not (" + test + ")";
            case 1 -> test + " or " + tests.get(random.nextInt(tests.size()));
            case 2 -> "(" + test + ") and " + tests.get(random.nextInt(tests.size()));
            default -> test;
        };
    }
}
