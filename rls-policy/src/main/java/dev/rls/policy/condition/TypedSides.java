package dev.rls.policy.condition;

import dev.rls.policy.Attribute;
import dev.rls.policy.CurrentTimestamp;
import dev.rls.policy.Literal;
import dev.rls.policy.Operand;
import dev.rls.policy.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one test as operands of one type. */
final class TypedSides {

    private final Condition.Test test;
    private final Sides sides;
    private final ClaimTypes claims;
    private final Operands operands;
    private final @Nullable Route enumeration;

    /**
     * Finds the type.
     *
     * @throws Fault if a name means nothing, or the test reads neither row nor claim
     */
    TypedSides(Condition.Test test, Sides sides, ClaimTypes claims, Operands operands) {
        this.test = test;
        this.sides = sides;
        this.claims = claims;
        this.operands = operands;
        sides.requireNames();
        this.enumeration = sides.enumeration();
        boolean reads = test instanceof Condition.InClaim
                || test.values().stream()
                        .anyMatch(value -> value instanceof Value.Name || value instanceof Value.Claim);
        if (!reads) {
            Value first = test.values().get(0);
            throw new Fault(Message.NOTHING_READ, first.offset(), first.text());
        }
    }

    /** As an enum has none. */
    void requireNoEnum(String what) {
        if (enumeration != null) {
            throw enumFault(enumeration.name(), what);
        }
    }

    private Fault enumFault(Value where, String what) {
        return new Fault(
                Message.ENUM,
                where.offset(),
                enumeration == null ? where.text() : enumeration.name().text(),
                what);
    }

    /** As less and greater need it. */
    void requireOrder(int offset) {
        requireNoEnum("has no order");
        Value anchor = anchor();
        ValueType type = typeOf(anchor);
        if (!type.isOrdered()) {
            throw new Fault(Message.ORDER, offset, shown(anchor), Types.a(type));
        }
    }

    /** All values, each of them a string. */
    List<Operand> texts() {
        requireNoEnum("is no text");
        return all(ValueType.STRING, "like");
    }

    /** All values, of one type. */
    List<Operand> operands() {
        if (enumeration != null) {
            return constants(enumeration);
        }
        if (test instanceof Condition.InClaim in && in.value() instanceof Value.Constant) {
            Value.Claim array = in.array();
            return all(typeOf(array), shown(array));
        }
        Value anchor = anchor();
        return all(typeOf(anchor), shown(anchor));
    }

    /** What the elements of a claim must be that the only value is looked for in. */
    ValueType claimType(Value.Claim array) {
        Value value = test.values().get(0);
        ValueType type = value instanceof Value.Constant ? typeOf(array) : typeOf(value);
        requireClaims(type, array, value);
        return type;
    }

    private List<Operand> all(ValueType type, String other) {
        List<Operand> all = new ArrayList<>();
        for (Value value : test.values()) {
            all.add(operand(value, type, other));
        }
        return all;
    }

    /** The value that decides the type: an attribute, else the time, else a claim. */
    private Value anchor() {
        Value typed = sides.typed();
        return typed != null
                ? typed
                : test.values().stream()
                        .filter(Value.Claim.class::isInstance)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("nothing is read"));
    }

    private ValueType typeOf(Value value) {
        Route route = sides.route(value);
        if (route != null) {
            return route.basic().type();
        }
        return value instanceof Value.Claim claim
                ? claims.require(claim, null, false).type()
                : ValueType.TIMESTAMP;
    }

    private Operand operand(Value value, ValueType type, String other) {
        if (value instanceof Value.Constant constant) {
            return Literals.of(constant, type, other);
        }
        if (value instanceof Value.Claim claim) {
            requireClaims(type, claim, anchor());
            boolean any = test instanceof Condition.Missing;
            return claims.require(claim, any ? null : type, false);
        }
        Route route = sides.route(value);
        ValueType own = route == null ? ValueType.TIMESTAMP : route.basic().type();
        if (own != type) {
            throw new Fault(
                    Message.TYPES,
                    value.offset(),
                    shown(value),
                    Types.a(own),
                    other,
                    other.equals("like") ? "for strings" : Types.a(type));
        }
        return route == null ? new CurrentTimestamp() : operands.operand(route);
    }

    private void requireClaims(ValueType type, Value.Claim claim, Value other) {
        if (!type.isOfClaims()) {
            throw new Fault(
                    Message.CLAIM_TYPE, claim.offset(), shown(other), Types.a(type), String.join(".", claim.path()));
        }
    }

    private List<Operand> constants(Route attribute) {
        List<Operand> all = new ArrayList<>();
        for (Value value : test.values()) {
            if (value.equals(attribute.name())) {
                all.add(operands.operand(attribute));
            } else if (value instanceof Value.Name name && sides.route(name) == null) {
                all.add(constant(name, attribute));
            } else {
                throw enumFault(value, "is compared with " + value.text());
            }
        }
        return all;
    }

    private static Literal constant(Value.Name name, Route attribute) {
        Attribute.Basic basic = attribute.basic();
        List<String> parts = name.parts();
        String constant = parts.get(parts.size() - 1);
        int ordinal = basic.constants().indexOf(constant);
        if (ordinal < 0) {
            String fix = Suggestion.sentence(constant, basic.constants());
            throw new Fault(
                    Message.CONSTANT,
                    name.offset() + name.text().length() - constant.length(),
                    constant,
                    attribute.name().text(),
                    fix.isEmpty() ? "It has " + String.join(", ", basic.constants()) + "." : fix);
        }
        return basic.type() == ValueType.INTEGER
                ? new Literal(ordinal, ValueType.INTEGER)
                : new Literal(constant, ValueType.STRING);
    }

    private static String shown(Value value) {
        return value instanceof Value.Name ? '"' + value.text() + '"' : value.text();
    }
}
