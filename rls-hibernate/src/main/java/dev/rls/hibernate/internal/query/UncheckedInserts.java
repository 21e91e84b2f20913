package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.And;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;

/** Inserts by query through a temporary table: those whose rows nobody would check, and those that the database would reject. */
final class UncheckedInserts {

    private UncheckedInserts() {}

    static void refuse(SessionFactoryImplementor factory, SqmInsertStatement<?> insert) {
        ProtectedUnit unit = ProtectedUnit.of(factory);
        if (unit == null) {
            return;
        }
        EntityPersister persister = factory.getMappingMetamodel()
                .getEntityDescriptor(insert.getTarget().getEntityName());
        ProtectedEntity target = unit.entity(persister);
        if (target != null && unit.databaseDecides()) {
            refuseWhatItWouldReject(target, persister, insert);
        } else if (target != null) {
            if (!target.scoped().check(Operation.INSERT).equals(And.TRUE)) {
                throw Messages.insertByQuery(target, "Hibernate spreads it over several, as through a temporary table");
            }
        } else if (!unit.databaseDecides()
                && SpreadStatement.of(insert, factory.getQueryEngine().getSqmFunctionRegistry())
                        .reads()) {
            throw Messages.spreadReads(persister.getEntityName());
        }
    }

    /** Nobody stamps these, and to a policy the statement's own rows in other tables are not there yet. */
    private static void refuseWhatItWouldReject(
            ProtectedEntity target, EntityPersister persister, SqmInsertStatement<?> insert) {
        if (SpreadAssignments.of(insert, persister).areSpread(persister)) {
            throw Messages.insertSpread(
                    target, "it writes several tables at once, and the policies of one ask for the row of another");
        }
        if (target.hasTenantColumn()
                && insert.getInsertionTargetPaths().stream()
                        .noneMatch(path -> path.getNavigablePath()
                                .getLocalName()
                                .equals(target.scoped().tenantColumn().attribute()))) {
            throw Messages.insertSpread(
                    target,
                    "Hibernate spreads it over several statements, which nobody stamps. Name \""
                            + target.scoped().tenantColumn().attribute() + "\" in it");
        }
    }
}
