package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.agreement.Case;
import dev.rls.hibernate.agreement.NativeSide;
import dev.rls.hibernate.agreement.OrmSide;
import dev.rls.hibernate.agreement.Side;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.model.Invoice;
import dev.rls.hibernate.model.PlainInvoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the ORM alone lets through equals what the database alone lets through. The ORM runs where row security is off,
 * the database is asked in native SQL; both get the same generated rows, claims and operations.
 */
class AgreementTest {

    private static final int CASES = 300;

    private static Shop ormOnly;
    private static Shop databaseOnly;
    private static Shop h2;
    private static long seed;

    @BeforeAll
    static void start() {
        ormOnly = Shop.another(Place.postgres(Version.V18));
        ormOnly.place().truth("alter table invoice disable row level security");
        databaseOnly = Shop.another(Place.postgres(Version.V18));
        h2 = Shop.another(Place.h2());
        seed = Long.getLong("agreement.seed", System.nanoTime());
        System.out.println("agreement seed " + seed);
    }

    @Test
    void ormAndDatabaseDecideAlike() {
        Counts counts = new Counts();

        assertThat(disagreements(
                        counts,
                        new OrmSide(ormOnly, ormOnly.factory(), Invoice.class),
                        new OrmSide(h2, h2.factory(), Invoice.class),
                        new NativeSide(databaseOnly)))
                .as("seed %d", seed)
                .isEmpty();

        System.out.println("agreement: " + CASES + " cases, " + counts.mixed + " with some rows in and some out, "
                + counts.rejected + " rejected");
        assertThat(counts.mixed).isGreaterThan(CASES * 3 / 10);
        assertThat(counts.rejected).isPositive();
    }

    @Test
    void withoutThePoliciesADisagreementIsFound() {
        databaseOnly.place().truth("alter table invoice disable row level security");
        try {
            assertThat(disagreements(
                            new Counts(),
                            new OrmSide(ormOnly, ormOnly.factory(), Invoice.class),
                            new NativeSide(databaseOnly)))
                    .isNotEmpty();
        } finally {
            databaseOnly.place().truth("alter table invoice enable row level security");
        }
    }

    @Test
    void withoutTheFilterADisagreementIsFound() {
        assertThat(disagreements(
                        new Counts(),
                        new OrmSide(ormOnly, ormOnly.twin(), PlainInvoice.class),
                        new NativeSide(databaseOnly)))
                .isNotEmpty();
    }

    private static List<String> disagreements(Counts counts, Side... sides) {
        Random random = new Random(seed);
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            Case generated = Case.generate(random);
            List<String> outcomes = new ArrayList<>();
            for (Side side : sides) {
                side.fill(generated.rows());
                outcomes.add(side.run(generated) + " then " + side.content());
            }
            if (outcomes.stream().distinct().count() > 1) {
                disagreements.add(generated + ": " + outcomes);
            }
            counts.mixed += generated.isMixed() ? 1 : 0;
            counts.rejected += outcomes.get(0).startsWith(Side.REJECTED) ? 1 : 0;
        }
        return disagreements;
    }

    private static final class Counts {
        private int mixed;
        private int rejected;
    }
}
