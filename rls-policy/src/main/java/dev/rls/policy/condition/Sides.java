package dev.rls.policy.condition;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one test, with their names resolved where that is possible. */
final class Sides {

    private final EntityDeclaration entity;
    private final List<Value> values;
    private final Map<Value, Route> routes = new HashMap<>();
    private final Map<Value, Fault> faults = new HashMap<>();

    Sides(Resolver resolver, EntityDeclaration entity, List<Value> values) {
        this.entity = entity;
        this.values = values;
        for (Value value : values) {
            if (value instanceof Value.Name name) {
                try {
                    routes.put(name, resolver.resolve(entity, name));
                } catch (Fault fault) {
                    faults.put(name, fault);
                }
            }
        }
    }

    @Nullable
    Route route(Value value) {
        return routes.get(value);
    }

    /** The first value whose type stands in the mapping or in the language; null if there are claims and literals only. */
    @Nullable
    Value typed() {
        return values.stream()
                .filter(value -> routes.containsKey(value) || value instanceof Value.Now)
                .findFirst()
                .orElse(null);
    }

    /** The type of {@link #typed}; null if there is none. */
    @Nullable
    ValueType type() {
        Value typed = typed();
        Route route = typed == null ? null : routes.get(typed);
        if (route != null) {
            return route.basic().type();
        }
        return typed == null ? null : ValueType.TIMESTAMP;
    }

    /** The first attribute that is an enum. */
    @Nullable
    Route enumeration() {
        for (Value value : values) {
            Route route = routes.get(value);
            if (route != null && route.basic().isEnum()) {
                return route;
            }
        }
        return null;
    }

    /**
     * Makes sure that each name is an attribute or the constant of an enum on the other side, and not both.
     *
     * @throws Fault if one is not
     */
    void requireNames() {
        Route enumeration = enumeration();
        for (Value value : values) {
            Fault fault = faults.get(value);
            if (fault != null && !(enumeration != null && couldBeConstant((Value.Name) value))) {
                throw fault;
            }
            if (fault == null
                    && enumeration != null
                    && !value.equals(enumeration.name())
                    && enumeration.basic().constants().contains(value.text())) {
                String name = enumeration
                        .attribute()
                        .substring(enumeration.attribute().lastIndexOf('.') + 1);
                throw new Fault(
                        Message.AMBIGUOUS,
                        value.offset(),
                        value.text(),
                        entity.entity(),
                        enumeration.name().text(),
                        name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1));
            }
        }
    }

    /** A bare name, or one behind that of its enum, but nothing that begins with an attribute. */
    private boolean couldBeConstant(Value.Name name) {
        return !entity.attributes().containsKey(name.parts().get(0));
    }
}
