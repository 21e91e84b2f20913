package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies beside the policies stops the start too, if it is a leak for the role that logged in. */
class CatalogStartUpTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.TenantScoped;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            public class Note {
                @Id Long id;
                @Column(nullable = false) String tenantId;
            }
            """;

    private static final String TRUNCATE = "RLS120: the database does not protect what was compiled:\n"
            + "  public.note: rls_app may TRUNCATE it, which takes the rows of all tenants and asks no policy (RLS723)."
            + " Repair: revoke truncate on public.note from rls_app";

    private static Sources sources;
    private Place place;

    @BeforeAll
    static void compile() {
        sources = Sources.compiled(List.of(), NOTE);
    }

    @BeforeEach
    void create() {
        place = Place.postgres(Version.V18);
        sources.createTables(place);
        place.runText(sources.text("META-INF/rls/app/changelog.sql"));
    }

    @Test
    void aLeakIsRefusedUntilItIsRepaired() {
        place.owner("grant truncate on note to rls_app");

        refused(TRUNCATE);

        place.owner("revoke truncate on public.note from rls_app");
        start();
    }

    /** The control: what the start refuses really shows the rows of all tenants. */
    @Test
    void aViewOfASuperuserIsRefused() throws SQLException {
        place.truth(
                "insert into note values (1, 'acme'), (2, 'globex')",
                "create view every_note as select * from note",
                "grant select on every_note to application");
        assertThat(new Sql(place.application()).column("select id from every_note order by id"))
                .containsExactly("1", "2");

        refused("RLS120: the database does not protect what was compiled:\n"
                + "  public.every_note: the view reads public.note as postgres, for whom row security does not hold"
                + " (RLS730). Repair: alter view public.every_note set (security_invoker = true)");

        place.truth("alter view public.every_note set (security_invoker = true)");
        start();
    }

    @Test
    void whatIsWeakenedIsOneWarning() {
        place.owner("grant trigger on note to rls_app", "create policy audit on note for select using (true)");

        List<String> log = logged(this::start);

        assertThat(log).filteredOn(message -> message.startsWith("RLS126")).containsExactly("""
                RLS126: the database protects what was compiled, but one more mistake may open it:
                  public.note: policy audit admits more than the compiled ones; the restrictive ones are all that still holds \
                (RLS715). Repair: drop policy audit on public.note
                  public.note: rls_app has TRIGGER, which no policy is asked about (RLS724). Repair: revoke trigger on \
                public.note from rls_app""");
    }

    @Test
    void aTableThatIsTheSameForAllTenantsIsNobodysBusiness() {
        place.owner("create table country (code text)", "grant select on country to rls_app");

        assertThat(logged(this::start)).noneMatch(message -> message.contains("country"));
    }

    /** What another application of the same database was granted is not this one's. */
    @Test
    void whatOnlyOthersMayDoIsNoneOfThisStart() {
        place.truth("create role other_login");
        place.owner("grant truncate on note to other_login");
        try {
            start();
        } finally {
            place.truth("drop owned by other_login", "drop role other_login");
        }
    }

    private void start() {
        sources.build(Place.connectBy(place.application())).close();
    }

    private void refused(String message) {
        assertThatThrownBy(this::start)
                .isInstanceOf(StartRefusedException.class)
                .hasMessage(message);
    }

    private static List<String> logged(Runnable start) {
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.rls.hibernate");
        logger.addHandler(handler);
        try {
            start.run();
        } finally {
            logger.removeHandler(handler);
        }
        return messages;
    }
}
