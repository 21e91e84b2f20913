package dev.rls.policy.condition;

import dev.rls.policy.ClaimRef;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The types of the claims that the policies of an entity use. Attributes decide first, wherever they stand; then claims of
 * a known type decide for those they are compared with; literals decide last, since the same one can mean several types.
 */
final class ClaimTypes {

    /** A test with the claims in it. */
    private record Comparands(Place place, Condition.Test test, Sides sides) {

        List<Value.Claim> claims() {
            List<Value.Claim> claims = new ArrayList<>();
            for (Value value : test.values()) {
                if (value instanceof Value.Claim claim) {
                    claims.add(claim);
                }
            }
            if (test instanceof Condition.InClaim in) {
                claims.add(in.array());
            }
            return claims;
        }
    }

    private final EntityDeclaration entity;
    private final Resolver resolver;
    private final List<Comparands> tests = new ArrayList<>();
    private final Map<List<String>, ClaimUse> uses = new HashMap<>();

    ClaimTypes(EntityDeclaration entity, Resolver resolver) {
        this.entity = entity;
        this.resolver = resolver;
    }

    /** The claim of the tenant. */
    void addTenant(Place place, ClaimRef claim) {
        uses.put(claim.path(), new ClaimUse(claim.type(), false, place, -1));
    }

    /** The claims of a condition. */
    void add(Place place, Condition condition) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> add(place, part));
        } else if (condition instanceof Condition.Any any) {
            any.parts().forEach(part -> add(place, part));
        } else if (condition instanceof Condition.Negation negation) {
            add(place, negation.condition());
        } else if (condition instanceof Condition.Test test) {
            tests.add(new Comparands(place, test, new Sides(resolver, entity, test.values())));
        }
    }

    /** Finds the types once all conditions are there. */
    void infer() {
        tests.forEach(comparands -> decide(comparands, mapped(comparands)));
        spread();
        for (Comparands comparands : tests) {
            // One by one: the type that a literal gives is spread before another literal is asked.
            if (decide(comparands, literal(comparands.test))) {
                spread();
            }
        }
    }

    private void spread() {
        boolean changed;
        do {
            changed = false;
            for (Comparands comparands : tests) {
                changed |= decide(comparands, claimed(comparands));
            }
        } while (changed);
    }

    private boolean decide(Comparands comparands, @Nullable ValueType type) {
        if (type == null || !type.isOfClaims() || comparands.test instanceof Condition.Missing) {
            return false;
        }
        boolean changed = false;
        for (Value.Claim claim : comparands.claims()) {
            boolean array = comparands.test instanceof Condition.InClaim in && claim.equals(in.array());
            changed |=
                    uses.putIfAbsent(claim.path(), new ClaimUse(type, array, comparands.place, claim.offset())) == null;
        }
        return changed;
    }

    private static @Nullable ValueType mapped(Comparands comparands) {
        if (comparands.test instanceof Condition.Matches || comparands.test instanceof Condition.StartsWith) {
            return ValueType.STRING;
        }
        return comparands.sides.enumeration() == null ? comparands.sides.type() : null;
    }

    private @Nullable ValueType claimed(Comparands comparands) {
        for (Value.Claim claim : comparands.claims()) {
            ClaimUse use = uses.get(claim.path());
            if (use != null) {
                return use.type();
            }
        }
        return null;
    }

    private static @Nullable ValueType literal(Condition.Test test) {
        List<Value> values = test.values();
        Predicate<Value> fraction =
                value -> value instanceof Value.Decimal number && new BigDecimal(number.text()).scale() > 0;
        for (Value value : values) {
            if (value instanceof Value.Text) {
                return ValueType.STRING;
            } else if (value instanceof Value.Truth) {
                return ValueType.BOOLEAN;
            } else if (value instanceof Value.Decimal) {
                return values.stream().anyMatch(fraction) ? ValueType.DECIMAL : ValueType.LONG;
            }
        }
        return null;
    }

    /** The type of a claim; null if nothing says. */
    @Nullable
    ClaimUse use(Value.Claim claim) {
        return uses.get(claim.path());
    }

    /** All claims, sorted by name. */
    Map<String, ClaimUse> uses() {
        Map<String, ClaimUse> sorted = new TreeMap<>();
        uses.forEach((path, use) -> sorted.put(String.join(".", path), use));
        return sorted;
    }

    /**
     * A claim with its type.
     *
     * @param type what it is compared with; null to take what others say
     * @throws Fault if nothing says of which type it is, or another use says otherwise
     */
    ClaimRef require(Value.Claim claim, @Nullable ValueType type, boolean array) {
        ClaimUse use = uses.get(claim.path());
        String name = String.join(".", claim.path());
        if (use == null) {
            throw new Fault(Message.UNTYPED_CLAIM, claim.offset(), name, entity.entity());
        }
        if (type != null && (use.type() != type || use.array() != array)) {
            throw new Fault(
                    Message.TWO_TYPES,
                    claim.offset(),
                    name,
                    Types.of(type, array),
                    Types.of(use.type(), use.array()),
                    "elsewhere in the policies of " + entity.entity());
        }
        return new ClaimRef(claim.path(), use.type(), use.array(), false);
    }
}
