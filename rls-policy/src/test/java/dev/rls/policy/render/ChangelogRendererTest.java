package dev.rls.policy.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Sample;
import dev.rls.policy.TableName;
import dev.rls.policy.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangelogRendererTest {

    @Test
    void tablesWithAlikeNamesHaveChangesetsOfTheirOwn() {
        List<TableName> alike = List.of(
                new TableName("public", "order"),
                new TableName("public", "Order"),
                new TableName("public", "ORDER"),
                new TableName("public", "a b"),
                new TableName("public", "a_b"),
                new TableName("public", "a.b"),
                new TableName("public", "a-b"),
                new TableName("a", "b.c"),
                new TableName("a.b", "c"),
                new TableName("public", "größe"),
                new TableName("public", "GRÖSSE"));
        List<EntityDeclaration> entities = IntStream.range(0, alike.size())
                .mapToObj(i -> Sample.entity("E" + i, alike.get(i), "tenant_id", ValueType.UUID, "tenant_id"))
                .toList();

        List<String> ids = new PolicyIndex("app", "rls_app", entities)
                .toChangelog()
                .lines()
                .filter(line -> line.startsWith("--changeset"))
                .map(line -> line.split(" ")[1].toLowerCase(Locale.ROOT))
                .toList();

        assertThat(ids).hasSameSizeAs(alike).doesNotHaveDuplicates().allMatch(id -> id.matches("rls:app/[a-z0-9_.%]+"));
    }

    @Test
    void aNameDoesNotEndTheBlockOfTheRollback() {
        TableName odd = new TableName("public", "a$rls$b$rls_$");
        EntityDeclaration entity = Sample.entity("Odd", odd, "tenant_id", ValueType.UUID, "tenant_id");

        assertThat(new PolicyIndex("app", "rls_app", List.of(entity))
                        .toChangelog()
                        .lines())
                .contains("--rollback do $rls__$", "--rollback $rls__$;");
    }
}
