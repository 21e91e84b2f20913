package dev.rls.testkit.internal;

import dev.rls.Operation;
import dev.rls.RlsException;
import dev.rls.claims.Claims;
import dev.rls.policy.Predicate;
import dev.rls.policy.RowRule;
import dev.rls.policy.RuleDeclaration;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.evaluate.Evaluator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.HibernateException;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** Says of each policy what it says of an entity. */
public final class Explanation {

    private final ScopedEntity scoped;
    private final EntityRow row;
    private final Claims claims;
    private final List<String> lines = new ArrayList<>();

    private Explanation(ScopedEntity scoped, EntityRow row, Claims claims) {
        this.scoped = scoped;
        this.row = row;
        this.claims = claims;
    }

    /**
     * Explains a decision.
     *
     * @param factory where the entity is mapped
     * @param scoped its policies
     * @param entity the entity
     * @param claims who asks
     * @param operation what is asked for; reading is explained beside it, because the others need it
     * @return a line for each policy, with its condition and what it came to
     */
    public static List<String> of(
            SessionFactoryImplementor factory, ScopedEntity scoped, Object entity, Claims claims, Operation operation) {
        Explanation explanation = new Explanation(scoped, EntityRow.of(factory, entity), claims);
        if (operation != Operation.INSERT) {
            explanation.add(Operation.SELECT);
        }
        if (operation != Operation.SELECT) {
            explanation.add(operation);
        }
        return explanation.lines;
    }

    private void add(Operation operation) {
        TenantRule tenant = scoped.tenant();
        if (tenant != null) {
            line(operation, "@TenantScoped", operation == Operation.SELECT ? tenant.readable() : tenant.writable());
        }
        for (RowRule rule : scoped.rules()) {
            if (rule.on().contains(operation)) {
                if (operation != Operation.INSERT) {
                    line(
                            operation,
                            rule.name() + " using \"" + written(rule.name()).using() + "\"",
                            rule.using());
                }
                if (operation == Operation.INSERT || operation == Operation.UPDATE) {
                    RuleDeclaration written = written(rule.name());
                    String check = written.check().isEmpty() ? written.using() : written.check();
                    line(operation, rule.name() + " check \"" + check + "\"", rule.check());
                }
            }
        }
    }

    private RuleDeclaration written(String name) {
        return scoped.declaration().rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private void line(Operation operation, String policy, Predicate predicate) {
        String truth;
        try {
            truth = Evaluator.evaluate(predicate, row, claims, Instant.now()).toString();
        } catch (RlsException | HibernateException | IllegalArgumentException e) {
            truth = "not decided here: " + e.getMessage();
        }
        lines.add(operation + " " + policy + " is " + truth);
    }
}
