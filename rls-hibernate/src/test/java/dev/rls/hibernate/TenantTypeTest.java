package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A tenant can be a UUID or a number; the same claim is the same tenant to ORM and database. */
class TenantTypeTest {

    private static final String ACME = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String GLOBEX = "3f2504e0-4f89-41d3-9a0c-0305e82c3302";

    static Stream<Arguments> types() {
        return Stream.of(
                        Arguments.of("java.util.UUID", "'" + ACME + "'", ACME, "'" + GLOBEX + "'"),
                        Arguments.of("Long", "42", 42, "43"),
                        Arguments.of("long", "4200000000", 4200000000L, "43"),
                        Arguments.of("Integer", "-7", -7, "7"))
                .flatMap(type -> Stream.of(false, true)
                        .map(postgres ->
                                Arguments.of(type.get()[0], type.get()[1], type.get()[2], type.get()[3], postgres)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void onesOwnRowsAreSeenAndStamped(String type, String own, Object claim, String other, boolean postgres) {
        Sources sources = Sources.compiled(List.of(), """
                package shop;

                import jakarta.persistence.*;

                @Entity
                @dev.rls.TenantScoped
                public class Note {
                    @Id Long id;
                    %s tenantId;
                }
                """.formatted(type));
        Place place = postgres ? Place.postgres(Version.V18) : Place.h2();
        sources.createTables(place);
        if (postgres) {
            place.runText(sources.text("META-INF/rls/app/changelog.sql"));
        }
        place.truth("insert into note (id, tenantid) values (1, " + own + "), (2, " + other + ")");

        try (SessionFactory factory = sources.build(Place.connectBy(place.application()))) {
            assertThat(ids(factory, claim)).containsExactly(1L);
            ClaimsScope.run(
                    Tenants.of(claim),
                    () -> factory.inTransaction(session -> assertThat(session.createMutationQuery("delete from Note")
                                    .executeUpdate())
                            .isEqualTo(1)));
            assertThatThrownBy(() -> factory.inSession(TenantTypeTest::ids)).isInstanceOf(NoClaimsException.class);
            assertThatThrownBy(() -> ids(factory, "not a tenant")).isInstanceOf(ClaimRejectedException.class);
        }
    }

    private static List<Long> ids(SessionFactory factory, Object claim) {
        return ClaimsScope.call(Tenants.of(claim), () -> factory.fromTransaction(TenantTypeTest::ids));
    }

    private static List<Long> ids(Session session) {
        return session.createSelectionQuery("select id from Note", Long.class).getResultList();
    }
}
