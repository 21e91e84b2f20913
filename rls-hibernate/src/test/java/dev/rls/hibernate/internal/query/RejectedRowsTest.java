package dev.rls.hibernate.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rls.Operation;
import dev.rls.hibernate.WriteRejectedException;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.internal.ProtectedUnit;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of what databases say. */
class RejectedRowsTest {

    private static final String NOTE = """
            package shop;

            import dev.rls.*;
            import jakarta.persistence.*;

            @Entity
            @TenantScoped
            @RowPolicy(name = "kept", on = {Operation.INSERT, Operation.UPDATE, Operation.DELETE}, using = "id < 5")
            @Table(
                    uniqueConstraints = {
                        @UniqueConstraint(name = "note_code", columnNames = {"tenantId", "code"}),
                        @UniqueConstraint(name = "note_text", columnNames = "text")
                    },
                    indexes = {
                        @Index(name = "note_label", columnList = "tenantId, label", unique = true),
                        @Index(name = "note_slow", columnList = "tenantId, text"),
                    })
            public class Note {
                @Id Long id;
                String tenantId;
                String code;
                String text;
                String label;
            }
            """;

    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        Map<String, Object> settings = new HashMap<>(Place.connectBy(Place.h2().application()));
        settings.put("hibernate.hbm2ddl.auto", "create");
        factory = Sources.compiled(List.of(), NOTE).build(settings);
    }

    @AfterAll
    static void stop() {
        factory.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            new row violates row-level security policy "p" for table "note", insert into note values (1), RLS302, INSERT, p
            new row violates row-level security policy for table "note", insert into note values (1), RLS302, INSERT, rls_kept_restrict_insert
            new row violates row-level security policy for table "note", update note set id = 9, RLS302, UPDATE, rls_kept_restrict_update
            target row violates row-level security policy (USING expression) for table "note", merge into note when matched then delete, RLS303, DELETE, rls_kept_restrict_delete
            """, quoteCharacter = '`')
    void rejectionsAreTold(String message, String sql, String code, Operation operation, String policy) {
        WriteRejectedException rejected = catchThrowableOfType(
                WriteRejectedException.class, () -> convert(new SQLException(message, "42501"), sql));
        assertThat(rejected.code()).isEqualTo(code);
        assertThat(rejected.operation()).isEqualTo(operation);
        assertThat(rejected.getMessage()).contains(policy);
        assertThat(rejected).hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "42501, permission denied for table note",
        "42501, new row violates row-level security policy for table \"other\"",
        "22P02, invalid input syntax for type integer",
        "22P02, new row violates row-level security policy for table \"note\"",
        "22P02, RLS302 INSERT p shop.Other"
    })
    void whatIsNoRejectionStaysWhatItIs(String state, String message) {
        SQLException e = new SQLException(message, state);
        assertThat(convert(e, "insert into note values (1)")).hasCause(e);
    }

    @ParameterizedTest
    @CsvSource({
        "note_code, ''",
        "NOTE_CODE, ''",
        "public.note_code, ''",
        "note_label, ''",
        "note_text, its value of key note_text is taken",
        "note_slow, its value of key note_slow is taken",
        "note_pkey, its value of key note_pkey is taken",
        "somebodys, its value of key somebodys is taken",
        "'', its value of a key is taken"
    })
    void onDatabasesThatTellNoMoreKeysAreKnownByTheirName(String constraint, String told) {
        RuntimeException rejection = taken(constraint, "insert into note values (1)", ConstraintKind.UNIQUE);
        if (told.isEmpty()) {
            assertThat(rejection).isNull();
        } else {
            assertThat(rejection).hasMessageStartingWith("RLS307").hasMessageContaining(told);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "insert into note values (1), FOREIGN_KEY",
        "insert into other values (1), UNIQUE",
        "select 1, UNIQUE",
        ", UNIQUE"
    })
    void otherViolationsStayWhatTheyAre(@Nullable String sql, ConstraintKind kind) {
        assertThat(taken("note_text", sql, kind)).isNull();
    }

    private static RuntimeException convert(SQLException e, String sql) {
        return factory.unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getSqlExceptionHelper()
                .convert(e, "failed", sql);
    }

    private static @Nullable RuntimeException taken(String constraint, @Nullable String sql, ConstraintKind kind) {
        return TakenKey.rejection(
                new ConstraintViolationException("taken", new SQLException("taken"), kind, constraint),
                sql,
                ProtectedUnit.required(factory.unwrap(SessionFactoryImplementor.class)));
    }
}
