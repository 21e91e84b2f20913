package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path leads into the schema that the settings name, though no mapping does. */
class SchemaOfPathsTest {

    private static final Sources SOURCES = Sources.compiled(List.of("-Arls.schema=sales"), """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @RowPolicy(name = "parent", using = "folder.ownerId = :sub")
            public class Note {
                @Id Long id;
                @ManyToOne @JoinColumn(name = "kept_in") Folder folder;
            }
            """, """
            package shop;

            import jakarta.persistence.*;

            @Entity
            public class Folder {
                @Id Long id;
                String ownerId;
            }
            """);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pathsAreReadInTheDefaultSchema(boolean h2) {
        Place place = h2 ? Place.h2() : Place.postgres(Version.V18);
        place.owner("create schema sales");
        place.owner(
                "create table sales.folder (id bigint primary key, ownerid varchar(255))",
                "create table sales.note (id bigint primary key, kept_in bigint)");
        if (!h2) {
            place.runText(SOURCES.text("META-INF/rls/app/changelog.sql"));
            place.owner("grant usage on schema sales to application", "grant select on sales.folder to application");
        }
        place.truth(
                "insert into sales.folder values (1, 'alice'), (2, 'bob')",
                "insert into sales.note values (11, 1), (12, 2), (13, null)");
        Map<String, Object> settings = new HashMap<>(Place.connectBy(place.application()));
        settings.put("hibernate.default_schema", "sales");
        try (SessionFactory factory = SOURCES.build(settings)) {
            Claims alice = Tenants.claims(Map.of("sub", "alice"));
            ClaimsScope.run(
                    alice,
                    () -> factory.inTransaction(session -> {
                        assertThat(session.createSelectionQuery("select id from Note", Long.class)
                                        .getResultList())
                                .containsExactly(11L);
                        assertThat(session.createMutationQuery("update Note n set n.folder.id = 1")
                                        .executeUpdate())
                                .isEqualTo(1);
                        assertThat(session.createMutationQuery("delete from Note")
                                        .executeUpdate())
                                .isEqualTo(1);
                    }));
        }
    }
}
