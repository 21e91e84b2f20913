package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where PostgreSQL takes different texts for equal, in a column that a policy names, the start is refused. */
class CollationStartUpTest {

    private static final String FOLDER = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            public class Folder {
                @Id Long id;
                String tenantId;
                String ownerId;
                String title;
            }
            """;

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @RowPolicy(name = "reader", using = "folder.ownerId = :sub or state = 'open'")
            public class Note {
                @Id Long id;
                String tenantId;
                String state;
                @CrossTenantReference(reason = "PostgreSQL has no foreign key between columns of such collations")
                @ManyToOne(fetch = FetchType.LAZY) Folder folder;
                String title;
            }
            """;

    private static Sources sources;
    private Place place;

    @BeforeAll
    static void compile() {
        sources = Sources.compiled(List.of(), FOLDER, NOTE);
    }

    @BeforeEach
    void create() {
        place = Place.postgres(Version.V18);
        sources.createTables(place);
        place.truth(
                "create collation public.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "create collation public.exact (provider = icu, locale = 'und')",
                "create extension citext schema public",
                "create domain public.word as public.citext");
    }

    @ParameterizedTest
    @ValueSource(strings = {"note.tenantid", "note.state", "folder.ownerid"})
    void aCollationThatIsNotDeterministicIsRefused(String column) {
        alter(column, "varchar(40) collate ci");
        changelog();

        refused(finding(column, "has collation ci", "character varying(40)"));
    }

    @Test
    void columnsAreNamedBeforePoliciesThatAreStillMissing() {
        alter("note.tenantid", "text collate ci");
        alter("folder.tenantid", "text collate ci");

        refused(
                finding("folder.tenantid", "has collation ci", "text"),
                finding("note.tenantid", "has collation ci", "text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"citext", "word"})
    void textWithoutCaseIsRefused(String type) {
        alter("note.state", type);
        changelog();

        refused(finding("note.state", "is of type " + type, "text"));
    }

    @Test
    void whatTheMessageSaysIsTheFix() {
        alter("note.tenantid", "varchar(40) collate ci");
        changelog();
        assertThatThrownBy(() -> alter("note.tenantid", "varchar(40) collate \"C\""))
                .hasRootCauseInstanceOf(SQLException.class)
                .hasMessageContaining("used in a policy definition");
        place.owner(
                "drop policy rls_tenant_restrict on note",
                "drop policy rls_reader_restrict on note",
                "drop policy rls_permit on note");
        alter("note.tenantid", "varchar(40) collate \"C\"");
        changelog();

        start();
    }

    /** The control: what is refused above is the collation, and only where a policy compares by it. */
    @Test
    void deterministicCollationsAndColumnsThatNoPolicyNamesStart() {
        alter("note.tenantid", "varchar(40) collate exact");
        alter("note.state", "text collate \"C\"");
        alter("note.title", "varchar(40) collate ci");
        alter("folder.title", "citext");
        changelog();

        start();
    }

    /** Why it is refused: the comparison that a policy makes, as PostgreSQL decides it. */
    @ParameterizedTest
    @CsvSource({"varchar(40) collate ci, true", "varchar(40) collate exact, false"})
    void aTenantIsAnotherOneThatDiffersInCase(String type, String same) throws SQLException {
        alter("note.tenantid", type);
        place.truth("insert into note (id, tenantid) values (1, 'ACME')");

        assertThat(place.truth().column("select (tenantid = (select 'acme'::text))::text from note"))
                .containsExactly(same);
    }

    private void alter(String column, String type) {
        String[] names = column.split("\\.");
        place.owner("alter table %s alter column %s type %s".formatted(names[0], names[1], type));
    }

    private void changelog() {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
    }

    private void start() {
        sources.build(Place.connectBy(place.application())).close();
    }

    private static String finding(String column, String comparison, String type) {
        String[] names = column.split("\\.");
        return "public.%1$s: column %2$s %3$s, which takes different texts for equal: alter table public.%1$s alter column %2$s type %4$s collate \"C\""
                .formatted(names[0], names[1], comparison, type);
    }

    private void refused(String... findings) {
        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "RLS122: policies compare text by its code points, but not in these columns, where PostgreSQL"
                                + " may take one tenant for another:\n  " + String.join("\n  ", findings)
                                + "\nPolicies that name such a column have to be dropped before, and brought again after by"
                                + " their changelog, run with psql");
    }
}
