package dev.rls.policy.condition;

import dev.rls.policy.Association;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.Operand;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import java.util.List;

/** Turns routes into operands, and notes the attributes on the way. */
final class Operands {

    /** Tells which rows of an entity the claims may see. */
    interface Visibility {

        /**
         * What the policies for reading say; true without them.
         *
         * @throws Fault if that depends on itself
         */
        Predicate visible(EntityDeclaration target, int offset);
    }

    private final Visibility visibility;
    private final Used used;

    Operands(Visibility visibility, Used used) {
        this.visibility = visibility;
        this.used = used;
    }

    Operand operand(Route route) {
        used.add(route.owner(), route.attribute());
        Operand operand = route.column();
        List<Route.Step> steps = route.steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            operand = new PathRef(association(steps.get(i), route.name().offset()), operand);
        }
        return operand;
    }

    Association association(Route.Step step, int offset) {
        used.add(step.owner(), step.attribute());
        used.add(step.target(), step.toOne().key());
        return new Association(
                step.attribute(),
                step.toOne().column(),
                step.key().type(),
                step.target().entity(),
                step.target().table(),
                step.key().column(),
                step.toOne().key(),
                visibility.visible(step.target(), offset));
    }
}
