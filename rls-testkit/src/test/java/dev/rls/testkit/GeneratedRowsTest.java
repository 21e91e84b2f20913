package dev.rls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.testkit.app.Board;
import dev.rls.testkit.app.Note;
import dev.rls.testkit.app.Odd;
import dev.rls.testkit.app.Ticket;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
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
        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().agreement(Odd.Shift.class))
                .withMessage("RLS606: the identifier of dev.rls.testkit.app.Odd$Shift has a type that conditions do not"
                        + " know. Leave the entity out");
    }

    @Test
    void areOfEntities() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().agreement(Note.class, String.class))
                .withMessage(
                        "RLS609: java.lang.String is not an entity of the factory that RowSecurity.of(..) was given."
                                + " Name a class that is mapped there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().agreement(Odd.class))
                .withMessageStartingWith("RLS609: dev.rls.testkit.app.Odd is not an entity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().assertThatUser(ALICE).sees("a row"))
                .withMessageStartingWith("RLS609: java.lang.String is not an entity");
    }

    @Test
    void areTriedIfTheyCanBeStored() {
        Ticket ticket = new Ticket();
        ticket.code = "T-8";
        ticket.priority = 1;
        UserAssert alice = APP.rows().assertThatUser(ALICE);
        for (String tenant : List.of("acme", "globex")) { // whatever the policies say
            ticket.tenantId = tenant;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> alice.canInsert(ticket))
                    .withMessage(
                            "RLS610: a row of Ticket cannot be stored, whatever the policies say: board must not be"
                                    + " null. Give it a value");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> alice.cannotInsert(ticket))
                    .withMessageStartingWith("RLS610: a row of Ticket cannot be stored");
        }
        APP.execute("insert into board overriding system value values (8, 'acme', true)");
        ticket.board = ClaimsScope.call(ALICE, () -> APP.factory.fromSession(session -> session.find(Board.class, 8L)));
        alice.cannotInsert(ticket); // which is its fix: now the policies decide
        ticket.tenantId = "acme";
        alice.canInsert(ticket);
    }

    @Test
    void haveAnIdentifierIfTheApplicationAssignsIt() {
        Odd.Voucher voucher = new Odd.Voucher();
        voucher.code = "V-1";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().assertThatUser(ALICE).cannotInsert(voucher))
                .withMessage("RLS610: a row of Voucher cannot be stored, whatever the policies say: the application"
                        + " assigns its identifier. Give it one");
        voucher.id = 1L; // which is its fix
        APP.rows().assertThatUser(ALICE).canInsert(voucher);
    }

    /** The table knows more than the mapping. */
    @Test
    void areTriedWithWhatTheTableTakes() {
        Odd.Voucher voucher = new Odd.Voucher();
        voucher.id = 1L;
        UserAssert alice = APP.rows().assertThatUser(ALICE);

        for (String code : Arrays.asList(null, "X-1")) {
            voucher.code = code;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> alice.canInsert(voucher))
                    .withMessage("RLS610: a row of Voucher cannot be stored, whatever the policies say: a constraint of"
                            + " table Voucher refuses it, such as not null, unique or check. Give it values that the"
                            + " table takes");
        }
        voucher.tenantId = "globex";
        alice.cannotInsert(voucher); // because the policies decide before the table does
    }

    @Test
    void areNotInsertedWithWhatIsUnknown() {
        Odd.Scan scan = new Odd.Scan();
        scan.id = 1L;
        scan.image = new byte[] {1};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> APP.rows().assertThatUser(ALICE).canInsert(scan))
                .withMessage(
                        "RLS610: a row of Scan cannot be stored, whatever the policies say: image must have a value"
                                + " of a type that is unknown here. Leave this assertion out");
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
