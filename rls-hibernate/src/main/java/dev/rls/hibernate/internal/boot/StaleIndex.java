package dev.rls.hibernate.internal.boot;

import dev.rls.RowPolicy;
import dev.rls.TenantScoped;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.RuleDeclaration;
import dev.rls.policy.TenantDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the annotations of a class are those that were compiled: a class can be newer than its index. */
final class StaleIndex {

    private StaleIndex() {}

    static void refuse(EntityDeclaration compiled, Class<?> entity) {
        if (!Objects.equals(tenant(entity), compiled.tenant())) {
            throw StartMessages.staleIndex(entity.getName(), "@TenantScoped");
        }
        List<RuleDeclaration> rules = rules(entity);
        for (RuleDeclaration rule : compiled.rules()) {
            if (!rules.remove(rule)) {
                throw StartMessages.staleIndex(entity.getName(), "@RowPolicy \"" + rule.name() + "\"");
            }
        }
        if (!rules.isEmpty()) {
            throw StartMessages.staleIndex(
                    entity.getName(), "@RowPolicy \"" + rules.get(0).name() + "\"");
        }
    }

    private static @Nullable TenantDeclaration tenant(Class<?> entity) {
        for (Class<?> type = entity; type != null; type = type.getSuperclass()) {
            TenantScoped annotated = type.getDeclaredAnnotation(TenantScoped.class);
            if (annotated != null) {
                return new TenantDeclaration(
                        annotated.attribute(), annotated.claim(), annotated.via(), annotated.shared());
            }
        }
        return null;
    }

    private static List<RuleDeclaration> rules(Class<?> entity) {
        List<RuleDeclaration> rules = new ArrayList<>();
        for (Class<?> type = entity; type != null; type = type.getSuperclass()) {
            for (RowPolicy policy : type.getDeclaredAnnotationsByType(RowPolicy.class)) {
                rules.add(new RuleDeclaration(policy.name(), Set.of(policy.on()), policy.using(), policy.check()));
            }
        }
        return rules;
    }
}
