package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows that the row of a join table hangs on are looked for once, although two policies ask for them. */
@ParameterizedClass
@EnumSource(Version.class)
class LinkedLookupsTest {

    private static final String[] SOURCES = {"""
        package shop;

        import dev.rls.*;
        import jakarta.persistence.*;
        import java.util.*;

        @Entity
        @TenantScoped
        @RowPolicy(name = "own", on = {Operation.UPDATE, Operation.DELETE}, using = "owner = :sub")
        public class Note {
            @Id Long id;
            String tenantId;
            String owner;
            @ManyToMany Set<Label> labels = new HashSet<>();
        }
        """, """
        package shop;

        import jakarta.persistence.*;

        @Entity
        @dev.rls.TenantScoped
        public class Label {
            @Id Long id;
            String tenantId;
        }
        """};

    private static final Sources COMPILED = Sources.compiled(List.of("-Arls.unit=lookups"), SOURCES);

    private static final Pattern LOOKUP = Pattern.compile(" on (\\w+) q\\d");

    private static Place place;
    private static PolicyIndex index;
    private static SessionFactory application;

    @Parameter
    Version version;

    @BeforeParameterizedClassInvocation
    static void start(Version version) {
        place = Place.postgres(version);
        COMPILED.createTables(place);
        index = PolicyExport.of(COMPILED.metadata(Place.connectBy(place.owner())))
                .indexes()
                .get(0);
        place.runText(index.toChangelog());
        application = COMPILED.build(Place.connectBy(place.application()));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        application.close();
    }

    @BeforeEach
    void asThisVersionWritesThem() {
        place.runText(index.toChangelog());
    }

    @Test
    void eachParentIsLookedForOnce() throws SQLException {
        assertThat(
                        place.database()
                                .application()
                                .column(
                                        "select r.rolsuper or r.rolbypassrls or pg_has_role(c.relowner, 'member') from pg_class c,"
                                                + " pg_roles r where c.oid = 'note_label'::regclass and r.rolname = current_user"))
                .as("who asks is beyond the policies")
                .containsExactly("f");

        assertThat(lookups("select count(*) from note_label")).isEqualTo(Map.of("note", 1L, "label", 1L));
    }

    /** PostgreSQL asks the policies for reading beside, where a statement names a column, and checks by each policy. */
    @Test
    void whatIsWrittenIsLookedForOncePerQuestion() throws SQLException {
        String delete = "delete from note_label";
        String some = "delete from note_label where labels_id = 1";
        String insert = "insert into note_label (note_id, labels_id) values (1, 1)";

        assertThat(lookups(delete)).isEqualTo(Map.of("note", 1L, "label", 1L));
        assertThat(lookups(some)).isEqualTo(Map.of("note", 2L, "label", 2L));
        assertThat(lookups(insert)).isEqualTo(Map.of("note", 2L, "label", 2L));

        place.runText(former().toChangelog());

        assertThat(lookups(delete)).isEqualTo(Map.of("note", 4L, "label", 2L));
        assertThat(lookups(some)).isEqualTo(Map.of("note", 5L, "label", 3L));
        assertThat(lookups(insert)).isEqualTo(Map.of("note", 4L, "label", 2L));
    }

    /** As a version wrote them that had a policy for each link: what those say, the permissive one said again. */
    @Test
    void controlWithAPolicyForEachLinkItIsTwice() throws SQLException {
        place.runText(former().toChangelog());

        assertThat(policies())
                .contains("rls_tenant_restrict", "rls_element_restrict", "rls_owner_restrict_update")
                .doesNotContain("rls_restrict_select");
        assertThat(lookups("select count(*) from note_label")).isEqualTo(Map.of("note", 2L, "label", 2L));
    }

    @Test
    void theChangelogTakesThePoliciesForEachLinkAway() throws SQLException {
        place.runText(former().toChangelog());
        assertThatThrownBy(() -> COMPILED.build(Place.connectBy(place.application())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("RLS120")
                .hasMessageContaining("public.note_label: policy rls_restrict_select compiled as ");

        place.runText(index.toChangelog());

        assertThat(policies())
                .containsExactly(
                        "rls_permit_delete",
                        "rls_permit_insert",
                        "rls_permit_select",
                        "rls_permit_update",
                        "rls_restrict_delete",
                        "rls_restrict_insert",
                        "rls_restrict_select",
                        "rls_restrict_update");
        assertThat(lookups("select count(*) from note_label")).isEqualTo(Map.of("note", 1L, "label", 1L));
    }

    /** The same tables, as if annotations named the links. */
    private static PolicyIndex former() {
        return PolicyIndex.parse(index.toJson())
                .with(index.entities().stream()
                        .filter(ScopedEntity::linked)
                        .map(table -> new ScopedEntity(table.declaration(), table.tenant(), table.rules()))
                        .toList());
    }

    private static List<String> policies() throws SQLException {
        return place.truth()
                .column("select polname from pg_policy where polrelid = 'note_label'::regclass order by polname");
    }

    /** How often the plan of a statement looks for a row of each table that policies ask for. */
    private static Map<String, Long> lookups(String sql) {
        List<String> plan = ClaimsScope.<List<String>, RuntimeException>call(
                Tenants.ACME,
                () -> application.fromTransaction(session -> session.createNativeQuery("explain " + sql, String.class)
                        .getResultList()));
        return plan.stream()
                .flatMap(line -> LOOKUP.matcher(line).results())
                .collect(Collectors.groupingBy(hit -> hit.group(1), Collectors.counting()));
    }
}
