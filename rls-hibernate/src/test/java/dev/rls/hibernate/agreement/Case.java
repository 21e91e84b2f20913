package dev.rls.hibernate.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * An operation of a user on rows of several tenants.
 *
 * @param rows what is in the table
 * @param tenant whose token the user holds
 * @param operation what he does
 * @param target the row he means, or the id of the one he inserts
 * @param otherTenant the tenant he writes into a row he inserts
 */
public record Case(List<Row> rows, String tenant, Operation operation, UUID target, String otherTenant) {

    /** Names that a comparison could confuse. */
    private static final List<String> TENANTS = List.of(
            "acme", "Acme", "acme ", "globex", "o'hare", "a\\b", "\u00fcber", "u\u0308ber", "%", "\u6771\u4eac", "a:b");

    /** What a user can do. */
    public enum Operation {
        FIND,
        LIST,
        COUNT,
        UPDATE,
        UPDATE_FORGED,
        UPDATE_ALL,
        DELETE,
        DELETE_ALL,
        INSERT
    }

    /**
     * A row.
     *
     * @param id its key
     * @param tenant whose it is
     * @param number its content
     */
    public record Row(UUID id, String tenant, String number) {}

    static UUID id(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    public static Case generate(Random random) {
        List<String> tenants = IntStream.range(0, 3)
                .mapToObj(i -> TENANTS.get(random.nextInt(TENANTS.size())))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            rows.add(new Row(id(random), pick(random, tenants), "n" + i));
        }
        Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
        boolean known = operation != Operation.INSERT && random.nextInt(10) > 0;
        UUID target = known ? rows.get(random.nextInt(rows.size())).id() : id(random);
        return new Case(List.copyOf(rows), pick(random, tenants), operation, target, pick(random, tenants));
    }

    /** Whether some rows are the user's and some are not. */
    public boolean isMixed() {
        long own = rows.stream().filter(row -> row.tenant().equals(tenant)).count();
        return own > 0 && own < rows.size();
    }

    private static String pick(Random random, List<String> tenants) {
        return tenants.get(random.nextInt(tenants.size()));
    }
}
