package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.util.List;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies for single operations, taken away by hand: each is missed at start, by its name. */
class PolicyCatalogTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @RowPolicy(name = "readers", on = Operation.SELECT, using = "ownerId = :sub or shown = true")
            @RowPolicy(name = "owner", on = {Operation.INSERT, Operation.UPDATE, Operation.DELETE}, using = "ownerId = :sub")
            public class Note {
                @Id Long id;
                String ownerId;
                boolean shown;
            }
            """;

    private static Sources sources;
    private static Place place;

    @BeforeAll
    static void create() {
        sources = Sources.compiled(List.of(), NOTE);
        place = Place.postgres(Version.V18);
        sources.createTables(place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rls_readers_restrict_select",
                "rls_owner_restrict_insert",
                "rls_owner_restrict_update",
                "rls_owner_restrict_delete",
                "rls_permit_select",
                "rls_permit_update"
            })
    void aPolicyOfOneOperationIsMissed(String policy) {
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        start().close();
        place.owner("drop policy " + policy + " on note");

        assertThatThrownBy(PolicyCatalogTest::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "RLS120: the database does not protect what was compiled:\n  public.note: policy " + policy
                                + " compiled as " + digest(policy)
                                + ", in the database changed or dropped by hand, or the table has a new"
                                + " owner; brought by changeset rls:app/public.note of META-INF/rls/app/changelog.sql. Run that"
                                + " as the table's owner. Liquibase counts it as run: delete its row from databasechangelog first, or run the file with psql");
    }

    private static SessionFactory start() {
        return sources.build(Place.connectBy(place.application()));
    }

    /** As a person reads it from the index, where a policy's digest comes after its name. */
    private static String digest(String policy) {
        String index = sources.text("META-INF/rls/app/policies.json");
        String marker = "\"digest\": \"";
        int at = index.indexOf(marker, index.indexOf("\"" + policy + "\"")) + marker.length();
        return index.substring(at, at + 8);
    }
}
