package dev.rls.policy.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.Operation;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.RuleDeclaration;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCommentTest {

    private static final Set<Operation> ALL = EnumSet.allOf(Operation.class);

    @Test
    void itSaysWhatTheAnnotationsSay() {
        RuleDeclaration changes = new RuleDeclaration(
                "own_or_manager",
                EnumSet.of(Operation.UPDATE, Operation.DELETE),
                "ownerId = :sub\n  or 'manager' in :roles",
                "ownerId = :sub");
        RuleDeclaration inserts =
                new RuleDeclaration("as_owner", EnumSet.of(Operation.INSERT), "", "ownerId = :'https://a.b/c'");

        assertThat(comment(new TenantDeclaration("tenantId", "tenant_id", "", true), changes, inserts))
                .isEqualTo("tenantId is claim tenant_id, rows without are shared; own_or_manager on update, delete:"
                        + " ownerId = :sub or 'manager' in :roles, check ownerId = :sub; as_owner on insert: check"
                        + " ownerId = :'https://a.b/c'");
        assertThat(comment(new TenantDeclaration("", "", "invoice", false))).isEqualTo("tenant of invoice");
        assertThat(comment(null, new RuleDeclaration("all", ALL, "shared = true", "")))
                .isEqualTo("all: shared = true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--",
                "---",
                "/*",
                "*/",
                "${a}",
                "\\",
                ";",
                "\u202E",
                "\u0000",
                "\u0007",
                "\uD83D\uDE00",
                "ChangeSet"
            })
    void whatIsNotSafeIsLeftOut(String odd) {
        String line = comment(null, new RuleDeclaration("odd", ALL, "a = '" + odd + "' or b = 1", ""));

        assertThat(line).matches("odd: a = '…(a…)?' or b = 1");
    }

    /** Every way to begin a new line, for psql and Liquibase read line by line. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u000B", "\f", "\u0085", "\u2028", "\u2029", "\t"})
    void itIsOneLine(String end) {
        String line = comment(null, new RuleDeclaration("r", ALL, "a = 1" + end + "or b = 2", ""));

        assertThat(line).matches("r: a = 1[ …]or b = 2");
    }

    @Test
    void aLongConditionIsCutOff() {
        assertThat(comment(null, new RuleDeclaration("r", ALL, "a = '" + "x".repeat(1000) + "'", "")))
                .hasSize("r: ".length() + 161)
                .endsWith("x…");
    }

    private static String comment(TenantDeclaration tenant, RuleDeclaration... rules) {
        EntityDeclaration declaration = new EntityDeclaration(
                "com.acme.Entity", new TableName("public", "t"), Map.of(), tenant, List.of(rules));
        return PolicyComment.of(new ScopedEntity(declaration, null, List.of()));
    }
}
