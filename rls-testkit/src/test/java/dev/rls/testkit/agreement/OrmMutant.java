package dev.rls.testkit.agreement;

import dev.rls.Operation;
import dev.rls.testkit.agreement.EntitySpec.Tenancy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Faults of the ORM, as changes of the annotations it boots from; both databases keep what the right ones say. */
enum OrmMutant {
    FILTER_DROPPED(rule -> without(rule, EnumSet.of(Operation.SELECT))),
    NOT_DROPPED(rule -> Stream.of(new Rule(rule.name(), rule.on(), positive(rule.using()), positive(rule.check())))),
    OR_FOR_AND(rule -> Stream.of(new Rule(rule.name(), rule.on(), loose(rule.using()), loose(rule.check())))),
    BULK_PREDICATE_IGNORED(rule -> without(rule, EnumSet.of(Operation.UPDATE, Operation.DELETE))),
    WRITE_GUARD_OFF(rule -> writes(rule)
            ? Stream.of(new Rule(
                    rule.name(),
                    rule.on(),
                    rule.using(),
                    new Condition.Test("id is null or id is not null", List.of())))
            : Stream.of(rule));

    private final Function<Rule, Stream<Rule>> change;

    OrmMutant(Function<Rule, Stream<Rule>> change) {
        this.change = change;
    }

    /** The entity as the faulty ORM knows it; the same where nothing would protect it any longer. */
    EntitySpec of(EntitySpec doc) {
        List<Rule> rules = doc.rules().stream().flatMap(change).toList();
        return rules.isEmpty() && doc.tenancy() == Tenancy.NONE
                ? doc
                : new EntitySpec(doc.name(), doc.numbered(), doc.tenant(), doc.tenancy(), rules, doc.shapes());
    }

    private static boolean writes(Rule rule) {
        return rule.on().contains(Operation.INSERT) || rule.on().contains(Operation.UPDATE);
    }

    private static Stream<Rule> without(Rule rule, Set<Operation> operations) {
        EnumSet<Operation> on = EnumSet.copyOf(rule.on());
        on.removeAll(operations);
        boolean writes = on.contains(Operation.INSERT) || on.contains(Operation.UPDATE);
        return on.isEmpty()
                ? Stream.of()
                : Stream.of(new Rule(rule.name(), on, rule.using(), writes ? rule.check() : null));
    }

    private static @Nullable Condition positive(@Nullable Condition condition) {
        if (condition instanceof Condition.Negation negation) {
            return positive(negation.inner());
        }
        return condition instanceof Condition.Junction junction
                ? new Condition.Junction(
                        junction.word(),
                        junction.parts().stream().map(OrmMutant::positive).toList())
                : condition;
    }

    private static @Nullable Condition loose(@Nullable Condition condition) {
        return condition instanceof Condition.Junction junction
                ? new Condition.Junction("or", junction.parts())
                : condition;
    }
}
