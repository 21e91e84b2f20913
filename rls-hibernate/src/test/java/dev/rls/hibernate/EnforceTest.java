package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hibernate alone on a PostgreSQL that knows nothing of policies, because the application says so. */
class EnforceTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.TenantScoped;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            public class Note {
                @Id Long id;
                String tenantId;
            }
            """;

    private static Sources sources;
    private static Place bare;

    @BeforeAll
    static void compile() {
        sources = Sources.compiled(List.of(), NOTE);
        bare = Place.bare(Version.V18);
        sources.createTables(bare);
        bare.owner("grant select, insert, update, delete on note to application");
    }

    @Test
    void withOrmTheDatabaseIsNeitherCheckedNorBound() {
        bare.truth("insert into note (id, tenantid) values (1, 'acme'), (2, 'globex')");
        List<String> log = new ArrayList<>();
        try (SessionFactory factory = logged(log, () -> sources.build(enforce("orm")))) {
            assertThat(log)
                    .filteredOn(message -> message.startsWith("RLS190"))
                    .singleElement()
                    .asString()
                    .startsWith("RLS190: THE ROW-LEVEL SECURITY OF THIS DATABASE IS NOT USED (rls.enforce=orm): ")
                    .contains("docs/limits.md");
            assertThat(RlsProtection.of(factory).databaseEnforces()).isFalse();
            List<Long> seen = ClaimsScope.<List<Long>, RuntimeException>call(
                    Tenants.ACME,
                    () -> factory.fromTransaction(
                            session -> session.createSelectionQuery("select id from Note", Long.class)
                                    .getResultList()));
            assertThat(seen).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"both", ""})
    void withoutItTheDatabaseIsChecked(String enforce) {
        assertThatThrownBy(
                        () -> sources.build(enforce.isEmpty() ? Place.connectBy(bare.application()) : enforce(enforce)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS120");
    }

    @Test
    void anythingElseIsNoStart() {
        assertThatThrownBy(() -> sources.build(enforce("none")))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(
                        "RLS124: rls.enforce is \"none\". Set it to both (Hibernate and PostgreSQL enforce the policies;"
                                + " the default) or orm (Hibernate alone)");
    }

    private static Map<String, Object> enforce(String value) {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(bare.application()));
        settings.put(RlsSettings.ENFORCE, value);
        return settings;
    }

    private static SessionFactory logged(List<String> messages, Supplier<SessionFactory> start) {
        Logger logger = Logger.getLogger("dev.rls.hibernate");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                messages.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            return start.get();
        } finally {
            logger.removeHandler(handler);
        }
    }
}
