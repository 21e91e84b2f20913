package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.policy.And;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;

/** Inserts by query whose rows neither the database nor this library would check. */
final class UncheckedInserts {

    private UncheckedInserts() {}

    static void refuse(SessionFactoryImplementor factory, SqmInsertStatement<?> insert) {
        ProtectedUnit unit = ProtectedUnit.of(factory);
        if (unit == null || unit.databaseDecides()) {
            return;
        }
        ProtectedEntity target = unit.entity(factory.getMappingMetamodel()
                .getEntityDescriptor(insert.getTarget().getEntityName()));
        if (target != null && !target.scoped().check(Operation.INSERT).equals(And.TRUE)) {
            throw Messages.insertByQuery(
                    target, "it goes through a temporary table, because the identifiers are drawn");
        }
    }
}
