package dev.rls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rls.claims.Claims;
import dev.rls.testkit.app.Board;
import dev.rls.testkit.app.Note;
import dev.rls.testkit.app.Odd;
import dev.rls.testkit.app.Ticket;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What rows can be made for, what not, and what the messages advise. */
class GeneratedRowsTest {

    private static final Claims ALICE = Claims.of(Map.of("tenant_id", "acme", "sub", "alice"));

    private static final TestApp APP = new TestApp();

    @AfterAll
    static void stop() {
        APP.close();
    }

    @Test
    void ofEntitiesWithSequencesVersionsAndConstraints() throws SQLException {
        Agreement agreement = APP.rows().agreement(Ticket.class, Board.class);

        assertThat(agreement.cases()).isGreaterThan(100);
        assertThat(agreement.mixed()).isPositive();
        assertThat(APP.database.superuser().column("select id from ticket union select id from board"))
                .isEmpty();
    }

    @Test
    void haveIdentifiersThatAreComparedWhereTheyAreKnown() {
        Agreement agreement = APP.rows().agreement(Odd.Draw.class);

        assertThat(agreement.cases()).isEqualTo(100);
        assertThat(agreement.mixed()).isPositive();
    }

    /** The control: those rows show a fault. */
    @Test
    void ofEntitiesWithSequencesShowAMissingPolicy() throws SQLException {
        APP.database.migrator().execute("alter table ticket disable row level security");
        try {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> APP.rows().agreement(Ticket.class, Board.class));
        } finally {
            APP.database.migrator().execute("alter table ticket enable row level security");
        }
    }

    @Test
    void leadToRowsOfEntitiesThatAreNamedToo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> APP.rows().agreement(Ticket.class))
                .withMessage(
                        "RLS603: rows of Ticket cannot be generated: [board] must lead to a row of an entity that is"
                                + " not generated before it. Name that entity too, or leave this one out");
    }

    @Test
    void haveNoValuesOfUnknownTypes() {
        assertThatIllegalStateException()
                .isThrownBy(() -> APP.rows().agreement(Odd.Scan.class))
                .withMessage("RLS603: rows of Scan cannot be generated: [image] must have a value of a type that is"
                        + " unknown here. Leave the entity out");
    }

    @Test
    void haveNoIdentifiersOfWhichFewAreFree() {
        assertThatIllegalStateException()
                .isThrownBy(() -> APP.rows().agreement(Odd.Holiday.class))
                .withMessage("RLS603: rows of Holiday cannot be generated: there is no telling a free identifier. Leave"
                        + " the entity out");
    }

    @Test
    void breakConstraintsThatNoMappingTells() {
        assertThatIllegalStateException()
                .isThrownBy(() -> APP.rows().agreement(Odd.Voucher.class))
                .withMessage("RLS603: the database refuses all generated rows of Voucher, SQLSTATE 23514. Say in the"
                        + " mapping what the columns can hold (nullable, length, precision), or leave the entity out");
    }

    @Test
    void arePlantedByTheOwner() {
        assertThatIllegalStateException()
                .isThrownBy(() -> APP.rows()
                        .withOwner(APP.database.application().dataSource())
                        .agreement(Note.class))
                .withMessage(
                        "RLS603: rows cannot be planted, SQLSTATE 42501. Call withOwner(..) with connections of the"
                                + " role that owns the tables");
    }

    @Test
    void areAskedForByTheirIdentifier() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().assertThatUser(ALICE).sees(new Ticket()))
                .withMessage("RLS604: Ticket has no identifier. Save it first, by someone whom no policy stops");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().agreement(Odd.Seat.class))
                .withMessage("RLS606: the identifier of dev.rls.testkit.app.Odd$Seat has several columns, and rows are"
                        + " looked up by one. Leave the entity out");
    }

    @Test
    void haveSomethingToUpdate() {
        Odd.Badge badge = new Odd.Badge();
        badge.id = 1L;
        badge.tenantId = "acme";
        APP.execute("insert into badge values (1, 'acme')");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().assertThatUser(ALICE).cannotUpdate(badge))
                .withMessage("RLS605: Badge has no column that can be updated. Leave this assertion out");
        APP.rows().assertThatUser(ALICE).sees(badge).canDelete(badge); // which is its fix
        assertThat(APP.rows().agreement(Odd.Badge.class).cases()).isGreaterThan(50);
    }
}
