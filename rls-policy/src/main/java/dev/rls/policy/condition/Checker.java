package dev.rls.policy.condition;

import dev.rls.policy.And;
import dev.rls.policy.Comparison;
import dev.rls.policy.Comparison.Operator;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.In;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Turns a condition into a predicate: finds its attributes and makes sure that its types fit. */
final class Checker {

    private final EntityDeclaration entity;
    private final Resolver resolver;
    private final ClaimTypes claims;
    private final Operands operands;
    private final Consumer<Fault> faults;

    Checker(EntityDeclaration entity, Resolver resolver, ClaimTypes claims, Operands operands, Consumer<Fault> faults) {
        this.entity = entity;
        this.resolver = resolver;
        this.claims = claims;
        this.operands = operands;
        this.faults = faults;
    }

    /** The predicate of a condition; any predicate at all if there are faults. */
    Predicate check(Condition condition) {
        if (condition instanceof Condition.All all) {
            return And.of(all.parts().stream().map(this::check).toList());
        }
        if (condition instanceof Condition.Any any) {
            return new Or(any.parts().stream().map(this::check).toList());
        }
        if (condition instanceof Condition.Negation negation) {
            return new Not(check(negation.condition()));
        }
        try {
            return test((Condition.Test) condition);
        } catch (Fault fault) {
            faults.accept(fault);
            return And.TRUE;
        }
    }

    private Predicate test(Condition.Test test) {
        TypedSides sides = new TypedSides(test, new Sides(resolver, entity, test.values()), claims, operands);
        if (test instanceof Condition.Compare compare) {
            if (compare.operator() != Operator.EQUAL && compare.operator() != Operator.NOT_EQUAL) {
                sides.requireOrder(compare.offset());
            }
            List<Operand> both = sides.operands();
            return new Comparison(both.get(0), compare.operator(), both.get(1));
        }
        if (test instanceof Condition.Between between) {
            sides.requireOrder(between.offset());
            List<Operand> all = sides.operands();
            return And.of(List.of(
                    new Comparison(all.get(0), Operator.GREATER_OR_EQUAL, all.get(1)),
                    new Comparison(all.get(0), Operator.LESS_OR_EQUAL, all.get(2))));
        }
        if (test instanceof Condition.Among) {
            List<Operand> all = sides.operands();
            return new In(all.get(0), all.subList(1, all.size()));
        }
        if (test instanceof Condition.InClaim in) {
            sides.requireNoEnum("cannot be looked for in a claim");
            return new Member(sides.operands().get(0), claims.require(in.array(), sides.claimType(in.array()), true));
        }
        if (test instanceof Condition.Matches matches) {
            Operand operand = sides.texts().get(0);
            List<String> parts = LikePattern.parts(matches.pattern(), matches.escape());
            return parts.size() == 1
                    ? new Comparison(operand, Operator.EQUAL, new Literal(parts.get(0), ValueType.STRING))
                    : new Like(operand, parts);
        }
        if (test instanceof Condition.StartsWith) {
            List<Operand> both = new ArrayList<>(sides.texts());
            return new Prefix(both.get(0), both.get(1));
        }
        return new IsNull(sides.operands().get(0));
    }
}
