package dev.rls.policy.condition;

import dev.rls.policy.Attribute;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.EntityDeclaration;
import java.util.List;

/**
 * Where a name leads.
 *
 * @param name as it was written
 * @param steps the associations on the way, none for an attribute of the row itself
 * @param owner the entity at the end of the way
 * @param attribute the attribute of that entity, with the embedded attributes it lies in
 * @param basic what that is
 */
record Route(Value.Name name, List<Step> steps, EntityDeclaration owner, String attribute, Attribute.Basic basic) {

    /**
     * An association on the way.
     *
     * @param owner the entity that has it
     * @param attribute its name there, with the embedded attributes it lies in
     * @param toOne what it is
     * @param target the entity it leads to
     * @param key the attribute of that entity it refers to
     */
    record Step(
            EntityDeclaration owner,
            String attribute,
            Attribute.ToOne toOne,
            EntityDeclaration target,
            Attribute.Basic key) {}

    ColumnRef column() {
        return new ColumnRef(attribute, basic.column(), basic.type());
    }
}
