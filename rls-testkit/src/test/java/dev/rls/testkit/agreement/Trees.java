package dev.rls.testkit.agreement;

import dev.rls.policy.And;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.In;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
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
import dev.rls.policy.Through;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes trees from the leaves up: each operand, each association, each predicate once. */
final class Trees {

    private UnaryOperator<Predicate> predicates = UnaryOperator.identity();
    private UnaryOperator<Operand> operands = UnaryOperator.identity();
    private UnaryOperator<Association> associations = UnaryOperator.identity();

    static Trees predicates(UnaryOperator<Predicate> change) {
        Trees trees = new Trees();
        trees.predicates = change;
        return trees;
    }

    static Trees operands(UnaryOperator<Operand> change) {
        Trees trees = new Trees();
        trees.operands = change;
        return trees;
    }

    static Trees associations(UnaryOperator<Association> change) {
        Trees trees = new Trees();
        trees.associations = change;
        return trees;
    }

    ScopedEntity of(ScopedEntity entity) {
        TenantRule tenant = entity.tenant();
        TenantRule changed = tenant == null
                ? null
                : new TenantRule(
                        tenant.claim(), tenant.column(), tenant.via(), of(tenant.readable()), of(tenant.writable()));
        return new ScopedEntity(
                entity.declaration(),
                changed,
                entity.rules().stream()
                        .map(rule -> new RowRule(rule.name(), rule.on(), of(rule.using()), of(rule.check())))
                        .toList());
    }

    Predicate of(Predicate predicate) {
        return predicates.apply(inside(predicate));
    }

    private Predicate inside(Predicate predicate) {
        if (predicate instanceof And and) {
            return new And(all(and.predicates()));
        } else if (predicate instanceof Or or) {
            return new Or(all(or.predicates()));
        } else if (predicate instanceof Not not) {
            return new Not(of(not.predicate()));
        } else if (predicate instanceof Comparison comparison) {
            return new Comparison(of(comparison.left()), comparison.operator(), of(comparison.right()));
        } else if (predicate instanceof In in) {
            return new In(of(in.operand()), in.values().stream().map(this::of).toList());
        } else if (predicate instanceof Member member) {
            return new Member(of(member.operand()), (ClaimRef) of(member.array()));
        } else if (predicate instanceof IsNull isNull) {
            return new IsNull(of(isNull.operand()));
        } else if (predicate instanceof Like like) {
            return new Like(of(like.operand()), like.parts());
        } else if (predicate instanceof Prefix prefix) {
            return new Prefix(of(prefix.operand()), of(prefix.prefix()));
        } else if (predicate instanceof Through through) {
            return new Through(of(through.association()), of(through.predicate()));
        }
        throw new IllegalArgumentException(predicate.toString());
    }

    private List<Predicate> all(List<Predicate> parts) {
        return parts.stream().map(this::of).toList();
    }

    private Operand of(Operand operand) {
        return operands.apply(
                operand instanceof PathRef path ? new PathRef(of(path.association()), of(path.target())) : operand);
    }

    private Association of(Association association) {
        return associations.apply(new Association(
                association.attribute(),
                association.column(),
                association.type(),
                association.target(),
                association.table(),
                association.key(),
                association.keyAttribute(),
                of(association.visible())));
    }
}
