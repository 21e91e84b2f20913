package dev.rls.hibernate.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which policies can have rejected a statement, by what the statement says. */
class RejectedStatementTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @RowPolicy(name = "s", on = Operation.SELECT, using = "id < 5")
            @RowPolicy(name = "i", on = Operation.INSERT, using = "id < 6")
            @RowPolicy(name = "u", on = Operation.UPDATE, using = "id < 7")
            @RowPolicy(name = "d", on = Operation.DELETE, using = "id < 8")
            public class Note {
                @Id Long id;
                String tenantId;
            }
            """;

    private static SessionFactory factory;
    private static ProtectedEntity note;

    @BeforeAll
    static void start() {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(Place.h2().application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        factory = Sources.compiled(List.of(), NOTE).build(settings);
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        note = ProtectedUnit.required(implementor)
                .entity(implementor.getMappingMetamodel().getEntityDescriptor("shop.Note"));
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    /** As PostgreSQL asks: an update's row must be one that may be selected, so must an insert's that returns something. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            insert into note values (1)                                     , INSERT, i
            INSERT INTO note VALUES (1) RETURNING id                        , INSERT, i s
            insert into note values (1) on conflict do nothing              , INSERT, i s
            insert into note values (1) on conflict (id) do update set a = 1, INSERT, i s u
            insert into returning_note values (1)                           , INSERT, i
              -- update note. insert into note values (1)                   , INSERT, i s u
            /* insert */ update note set a = 'insert'                       , UPDATE, s u
            /* a */ /* b */ Update note set a = 1                           , UPDATE, s u
            merge into note when matched then update set a = 1              , UPDATE, s u
            merge into note when not matched then insert values (1)         , INSERT, i s
            with n as (insert into note values (1)) select 1                , INSERT, i s
            select my_function()                                            , INSERT, i s u
            '''                                                             , INSERT, i s u
            """, quoteCharacter = '"')
    void rowsThatWouldBeLeft(String sql, Operation first, String policies) {
        assertThat(new RejectedStatement(sql, false).operation()).isEqualTo(first);
        assertThat(named(sql, false)).containsExactlyInAnyOrder(policies.split(" "));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            update note set a = 1                                           , UPDATE, s u
            merge into note when matched then delete                        , DELETE, s d
            merge into note when matched and x then delete when matched then update, UPDATE, s u d
            select my_function()                                            , UPDATE, s u d
            """)
    void rowsThatWereTouched(String sql, Operation first, String policies) {
        assertThat(new RejectedStatement(sql, true).operation()).isEqualTo(first);
        assertThat(named(sql, true)).containsExactlyInAnyOrder(policies.split(" "));
    }

    @Test
    void aStatementThatNobodyKnowsMayDoAny() {
        assertThat(named("", false)).containsExactlyInAnyOrder("i", "s", "u");
        assertThat(new RejectedStatement("", false).isMerge()).isFalse();
        assertThat(new RejectedStatement(" Merge into note", false).isMerge()).isTrue();
        assertThat(new RejectedStatement("update merge set a = 1", false).isMerge())
                .isFalse();
    }

    private static List<String> named(String sql, boolean touched) {
        Set<String> policies = new RejectedStatement(sql, touched).policies(note);
        return Arrays.stream(String.join(" ", policies).split(" "))
                .filter(policy -> policy.matches("rls_[siud]_.*"))
                .map(policy -> policy.substring(4, 5))
                .distinct()
                .toList();
    }
}
