package dev.rls.processor;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.condition.Assembler;
import dev.rls.policy.condition.Assembly;
import dev.rls.policy.condition.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of a unit's entities, and looks up the entities that their paths lead to. */
final class ConditionReader {

    private final Map<String, EntityDeclaration> entities;
    private final Function<String, @Nullable TypeElement> types;
    private final Function<String, Optional<EntityDeclaration>> targets;
    private final Map<String, Optional<EntityDeclaration>> known = new HashMap<>();

    /**
     * A reader.
     *
     * @param entities the protected entities by name
     * @param types finds their classes, where the compiler knows them
     * @param targets finds an entity that is not among them
     */
    ConditionReader(
            Map<String, EntityDeclaration> entities,
            Function<String, @Nullable TypeElement> types,
            Function<String, Optional<EntityDeclaration>> targets) {
        this.entities = entities;
        this.types = types;
        this.targets = targets;
    }

    /** The conditions, and diagnostics for what is wrong with them. */
    Assembly assemble(Locator places, Diagnostics diagnostics) {
        Assembler assembler = new Assembler(this::find);
        Set<String> names = new TreeSet<>(entities.keySet());
        Assembly assembly = assembler.assemble(names);
        // A path may lead to an entity that another jar protects: then this index has to hold its policies too.
        assembly.used().stream()
                .filter(EntityDeclaration::isProtected)
                .map(EntityDeclaration::entity)
                .forEach(names::add);
        assembly = names.equals(entities.keySet()) ? assembly : assembler.assemble(names);
        for (Problem problem : assembly.problems()) {
            Problems.report(problem, types.apply(problem.entity()), places, diagnostics);
        }
        return assembly;
    }

    private @Nullable EntityDeclaration find(String name) {
        EntityDeclaration entity = entities.get(name);
        return entity != null ? entity : known.computeIfAbsent(name, targets).orElse(null);
    }
}
