package dev.rls.policy.condition;

import dev.rls.policy.Attribute;
import dev.rls.policy.EntityDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the attributes that names mean. */
final class Resolver {

    private final Function<String, @Nullable EntityDeclaration> declarations;

    Resolver(Function<String, @Nullable EntityDeclaration> declarations) {
        this.declarations = declarations;
    }

    /**
     * Where a name leads from an entity.
     *
     * @throws Fault if it leads to no basic attribute
     */
    Route resolve(EntityDeclaration root, Value.Name name) {
        List<Route.Step> steps = new ArrayList<>();
        EntityDeclaration owner = root;
        String prefix = "";
        int offset = name.offset();
        List<String> parts = name.parts();
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            String attribute = prefix + parts.get(i);
            Attribute found = owner.attributes().get(attribute);
            if (found == null) {
                throw unknown(owner, prefix, parts.get(i), offset, parts.size() == 1);
            }
            String path = name.text()
                    .substring(0, offset - name.offset() + parts.get(i).length());
            if (found instanceof Attribute.Basic basic) {
                if (last) {
                    return new Route(name, List.copyOf(steps), owner, attribute, basic);
                }
                throw new Fault(
                        Message.NO_VALUE,
                        offset,
                        attribute,
                        owner.entity(),
                        "a basic attribute, and nothing lies within it",
                        "End the path there: " + path + ".");
            }
            if (found instanceof Attribute.ToOne toOne) {
                if (last) {
                    throw new Fault(
                            Message.NO_VALUE,
                            offset,
                            attribute,
                            owner.entity(),
                            "an association, not a value",
                            "Read its key: " + path + "." + toOne.key() + ".");
                }
                Route.Step step = step(owner, attribute, toOne, offset);
                steps.add(step);
                owner = step.target();
                prefix = "";
            } else if (found instanceof Attribute.Embedded) {
                if (last) {
                    throw new Fault(
                            Message.NO_VALUE,
                            offset,
                            attribute,
                            owner.entity(),
                            "an embedded object, not a value",
                            within(owner, attribute, path));
                }
                prefix = attribute + ".";
            } else if (found instanceof Attribute.Unusable unusable) {
                throw new Fault(Message.UNUSABLE, offset, attribute, owner.entity(), unusable.why());
            }
            offset += parts.get(i).length() + 1;
        }
        throw new IllegalStateException("a name has parts");
    }

    /**
     * Follows an association.
     *
     * @throws Fault if it leads nowhere
     */
    Route.Step step(EntityDeclaration owner, String attribute, Attribute.ToOne toOne, int offset) {
        EntityDeclaration target = declarations.apply(toOne.target());
        if (target == null) {
            throw new Fault(
                    Message.UNUSABLE,
                    offset,
                    attribute,
                    owner.entity(),
                    "an association to " + toOne.target() + ", which is no known entity");
        }
        if (!(target.attributes().get(toOne.key()) instanceof Attribute.Basic key) || key.isEnum()) {
            throw new Fault(
                    Message.UNUSABLE,
                    offset,
                    attribute,
                    owner.entity(),
                    "an association by \"" + toOne.key() + "\" of " + target.entity()
                            + ", which is no basic attribute");
        }
        return new Route.Step(owner, attribute, toOne, target, key);
    }

    private static Fault unknown(EntityDeclaration owner, String prefix, String name, int offset, boolean alone) {
        return new Fault(
                Message.UNKNOWN_ATTRIBUTE, offset, prefix + name, owner.entity(), fix(owner, prefix, name, alone));
    }

    private static String fix(EntityDeclaration owner, String prefix, String name, boolean alone) {
        String now = name.toLowerCase(Locale.ROOT);
        if (now.equals("current_date")) {
            return "Which day it is depends on a time zone, so there is none: compare a point in time with"
                    + " \"current_timestamp\".";
        }
        if (now.equals("now") || now.startsWith("current_") || now.startsWith("localtime")) {
            return "Did you mean \"current_timestamp\"?";
        }
        return Suggestion.forName(name, names(owner, prefix))
                .map(candidate -> "Did you mean \"" + prefix + candidate + "\"?")
                .orElse(
                        alone
                                ? "Name an attribute as the class does, or write \":" + name + "\" for the claim."
                                : "Name an attribute as the class does.");
    }

    private static String within(EntityDeclaration owner, String attribute, String path) {
        List<String> names = names(owner, attribute + ".");
        return names.isEmpty()
                ? "Name an attribute of it."
                : "Read one of its attributes: " + path + "." + names.get(0) + ".";
    }

    /** The names that can follow a prefix, in their order. */
    private static List<String> names(EntityDeclaration owner, String prefix) {
        return owner.attributes().keySet().stream()
                .filter(name -> name.startsWith(prefix) && name.indexOf('.', prefix.length()) < 0)
                .map(name -> name.substring(prefix.length()))
                .toList();
    }
}
