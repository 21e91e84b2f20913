package dev.rls.policy.condition;

import dev.rls.policy.EntityDeclaration;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns declarations into protected entities: parses their conditions, resolves names and infers types. */
public final class Assembler {

    private final Function<String, @Nullable EntityDeclaration> declarations;

    /**
     * An assembler.
     *
     * @param declarations finds an entity by its binary name, whether it is annotated or not; null if it is unknown
     */
    public Assembler(Function<String, @Nullable EntityDeclaration> declarations) {
        this.declarations = declarations;
    }

    /**
     * Assembles some entities, and what their paths lead to.
     *
     * @param entities binary names; those that are unknown or not protected are passed over
     * @return the result; never throws for what annotations say
     */
    public Assembly assemble(Collection<String> entities) {
        Unit unit = new Unit(declarations);
        for (String name : new TreeSet<>(entities)) {
            EntityDeclaration declaration = declarations.apply(name);
            if (declaration != null && declaration.isProtected()) {
                unit.add(declaration);
            }
        }
        return unit.assembly();
    }
}
