package dev.rls.testkit.agreement;

import dev.rls.policy.And;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Comparison.Operator;
import dev.rls.policy.CurrentTimestamp;
import dev.rls.policy.In;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Faults that a renderer or the evaluator could have, as changes of the tree that one reading gets. */
enum TreeMutant {
    NOT_DROPPED(predicate(p -> p instanceof Not not ? not.predicate() : p)),
    LESS_OR_EQUAL_FOR_LESS(operator(Operator.LESS, Operator.LESS_OR_EQUAL)),
    LESS_FOR_LESS_OR_EQUAL(operator(Operator.LESS_OR_EQUAL, Operator.LESS)),
    GREATER_FOR_GREATER_OR_EQUAL(operator(Operator.GREATER_OR_EQUAL, Operator.GREATER)),
    GREATER_FOR_LESS(operator(Operator.LESS, Operator.GREATER)),
    EQUAL_FOR_NOT_EQUAL(operator(Operator.NOT_EQUAL, Operator.EQUAL)),
    NULL_AS_FALSE(predicate(p -> p instanceof Comparison c ? known(p, c.left(), c.right()) : p)),
    NULL_AS_TRUE(predicate(
            p -> p instanceof Comparison c ? new Or(List.of(p, new IsNull(c.left()), new IsNull(c.right()))) : p)),
    IN_IGNORES_NULL(predicate(p -> p instanceof In in
            ? or(in.values().stream()
                    .map(value -> known(new Comparison(in.operand(), Operator.EQUAL, value), value))
                    .toList())
            : p)),
    MEMBER_REVERSED(predicate(p -> p instanceof Member ? new Not(p) : p)),
    IS_NULL_NEGATED(predicate(p -> p instanceof IsNull ? new Not(p) : p)),
    OR_FOR_AND(predicate(p -> p instanceof And and && and.predicates().size() > 1 ? new Or(and.predicates()) : p)),
    AND_FOR_OR(predicate(p -> p instanceof Or or ? new And(or.predicates()) : p)),
    LAST_OF_OR_DROPPED(predicate(p -> p instanceof Or or ? or.predicates().get(0) : p)),
    PREFIX_AS_EQUALITY(predicate(
            p -> p instanceof Prefix prefix ? new Comparison(prefix.operand(), Operator.EQUAL, prefix.prefix()) : p)),
    LIKE_AS_CONTAINS(predicate(p -> p instanceof Like like ? new Like(like.operand(), around(like.parts())) : p)),
    LIKE_IGNORES_CASE(predicate(p -> p instanceof Like like
            ? new Or(List.of(
                    p, folded(like, s -> s.toLowerCase(Locale.ROOT)), folded(like, s -> s.toUpperCase(Locale.ROOT))))
            : p)),
    ESCAPE_IGNORED(predicate(p -> p instanceof Like like ? new Like(like.operand(), unescaped(like.parts())) : p)),
    LITERAL_QUOTED_TWICE(literal(ValueType.STRING, value -> ((String) value).replace("'", "''"))),
    LITERAL_CASE_FOLDED(literal(ValueType.STRING, value -> ((String) value).toLowerCase(Locale.ROOT))),
    DECIMAL_CUT_TO_SCALE(
            literal(ValueType.DECIMAL, value -> ((BigDecimal) value).setScale(1, java.math.RoundingMode.DOWN))),
    ENUM_ORDINAL_OFF_BY_ONE(predicate(p -> p instanceof Comparison c
                    && c.left() instanceof ColumnRef column
                    && column.column().startsWith("stage")
                    && c.right() instanceof Literal literal
            ? new Comparison(column, c.operator(), new Literal((Integer) literal.value() + 1, literal.type()))
            : p)),
    NOW_AS_EPOCH(operand(o -> o instanceof CurrentTimestamp
            ? new Literal(Pools.NOW.minus(Duration.ofDays(10000)), ValueType.TIMESTAMP)
            : o)),
    NESTED_CLAIM_READ_FROM_TOP(operand(o -> o instanceof ClaimRef claim
                    && claim.path().size() > 1
            ? new ClaimRef(claim.path().subList(1, claim.path().size()), claim.type(), claim.array(), claim.required())
            : o)),
    PATH_IGNORES_VISIBILITY(association(a -> association(a, a.column(), And.TRUE))),
    ASSOCIATION_KEY_WRONG(association(a -> association(a, "id", a.visible()))),
    PATH_STAYS_ON_ROW(operand(o -> o instanceof PathRef path
                    && path.association().attribute().equals("team")
                    && path.target() instanceof ColumnRef column
                    && column.column().equals("lead")
            ? new ColumnRef("uid2", "uid2", column.type())
            : o)),
    CHECK_IGNORED(rules(rule -> new RowRule(rule.name(), rule.on(), rule.using(), And.TRUE))),
    CHECK_AS_USING(rules(rule -> new RowRule(rule.name(), rule.on(), rule.using(), rule.using()))),
    SELECT_IGNORED(rules(rule -> {
        var on = java.util.EnumSet.copyOf(rule.on());
        on.remove(dev.rls.Operation.SELECT);
        return new RowRule(rule.name(), on, rule.using(), rule.check());
    })),
    FIRST_RULE_DROPPED(entity -> entity.rules().isEmpty()
            ? entity
            : new ScopedEntity(
                    entity.declaration(),
                    entity.tenant(),
                    entity.rules().subList(1, entity.rules().size()))),
    TENANT_DROPPED(entity -> new ScopedEntity(entity.declaration(), null, entity.rules())),
    SHARED_ROWS_WRITABLE(tenant(t -> new TenantRule(t.claim(), t.column(), t.via(), t.readable(), t.readable()))),
    SHARED_ROWS_HIDDEN(tenant(t -> new TenantRule(t.claim(), t.column(), t.via(), t.writable(), t.writable())));

    private final UnaryOperator<ScopedEntity> change;

    TreeMutant(UnaryOperator<ScopedEntity> change) {
        this.change = change;
    }

    /** The entity as the faulty reading has it; the same if the fault does not touch it. */
    ScopedEntity of(ScopedEntity entity) {
        return change.apply(entity);
    }

    private static UnaryOperator<ScopedEntity> predicate(UnaryOperator<Predicate> change) {
        return entity -> Trees.predicates(change).of(entity);
    }

    private static UnaryOperator<ScopedEntity> operand(UnaryOperator<Operand> change) {
        return entity -> Trees.operands(change).of(entity);
    }

    private static UnaryOperator<ScopedEntity> association(UnaryOperator<Association> change) {
        return entity -> Trees.associations(change).of(entity);
    }

    private static Association association(Association a, String column, Predicate visible) {
        return new Association(
                a.attribute(), column, a.type(), a.target(), a.table(), a.key(), a.keyAttribute(), visible);
    }

    private static UnaryOperator<ScopedEntity> literal(ValueType type, UnaryOperator<Object> change) {
        return operand(o -> o instanceof Literal literal && literal.type() == type
                ? new Literal(change.apply(literal.value()), type)
                : o);
    }

    private static UnaryOperator<ScopedEntity> operator(Operator from, Operator to) {
        return predicate(
                p -> p instanceof Comparison c && c.operator() == from ? new Comparison(c.left(), to, c.right()) : p);
    }

    private static UnaryOperator<ScopedEntity> rules(UnaryOperator<RowRule> change) {
        return entity -> new ScopedEntity(
                entity.declaration(),
                entity.tenant(),
                entity.rules().stream().map(change).toList());
    }

    private static UnaryOperator<ScopedEntity> tenant(UnaryOperator<TenantRule> change) {
        return entity -> {
            TenantRule tenant = entity.tenant();
            return tenant == null
                    ? entity
                    : new ScopedEntity(entity.declaration(), change.apply(tenant), entity.rules());
        };
    }

    /** False instead of unknown. */
    private static Predicate known(Predicate predicate, Operand... operands) {
        List<Predicate> parts = new ArrayList<>(List.of(predicate));
        Arrays.stream(operands).forEach(operand -> parts.add(new Not(new IsNull(operand))));
        return new And(parts);
    }

    private static Predicate or(List<Predicate> parts) {
        return parts.size() == 1 ? parts.get(0) : new Or(parts);
    }

    private static List<String> around(List<String> parts) {
        List<String> all = new ArrayList<>(List.of(""));
        all.addAll(parts);
        all.add("");
        return all;
    }

    private static Like folded(Like like, UnaryOperator<String> fold) {
        return new Like(like.operand(), like.parts().stream().map(fold).toList());
    }

    private static List<String> unescaped(List<String> parts) {
        return parts.stream()
                .flatMap(part -> Arrays.stream(part.split("[%_]", -1)))
                .toList();
    }

    static Map<TreeMutant, ScopedEntity> changing(ScopedEntity entity, java.util.Collection<TreeMutant> some) {
        Map<TreeMutant, ScopedEntity> changed = new java.util.EnumMap<>(TreeMutant.class);
        for (TreeMutant mutant : some) {
            ScopedEntity other = mutant.of(entity);
            if (!other.equals(entity)) {
                changed.put(mutant, other);
            }
        }
        return changed;
    }
}
