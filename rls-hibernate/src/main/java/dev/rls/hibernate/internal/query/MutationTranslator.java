package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.ProtectedEntity;
import dev.rls.hibernate.internal.ProtectedUnit;
import dev.rls.hibernate.internal.RowCheck;
import dev.rls.policy.ColumnRef;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.expression.SqmExpressionHelper;
import org.hibernate.query.sqm.tree.insert.SqmInsertSelectStatement;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.insert.SqmInsertValuesStatement;
import org.hibernate.query.sqm.tree.update.SqmSetClause;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.MutationStatement;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.insert.InsertSelectStatement;
import org.hibernate.sql.ast.tree.insert.InsertStatement;
import org.hibernate.sql.ast.tree.update.Assignable;
import org.hibernate.sql.ast.tree.update.Assignment;

/**
 * Translates a statement that writes a protected entity. What it reads elsewhere is filtered for reading; its target also
 * by the policies of its own operation. Where the database does not check what is written, the statement does.
 */
final class MutationTranslator extends PolicyTranslator<MutationStatement> {

    private final ProtectedEntity target;
    private final SqmDmlStatement<?> statement;

    MutationTranslator(
            ProtectedUnit unit,
            ProtectedEntity target,
            SqmDmlStatement<?> statement,
            QueryOptions options,
            LoadQueryInfluencers influencers,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            SqlAstCreationContext context) {
        super(unit, statement, (SqmStatement<?>) statement, options, parameters, bindings, influencers, context, false);
        this.target = target;
        this.statement = statement;
    }

    @Override
    public List<Assignment> visitSetClause(SqmSetClause clause) {
        List<Assignment> assignments = super.visitSetClause(clause);
        if (statement instanceof SqmUpdateStatement && !databaseChecks()) {
            TableGroup table =
                    getFromClauseAccess().getTableGroup(statement.getTarget().getNavigablePath());
            return new CheckedAssignments(target, getLoadQueryInfluencers().getSessionFactory(), table).of(assignments);
        }
        return assignments;
    }

    @Override
    public InsertStatement visitInsertSelectStatement(SqmInsertSelectStatement<?> insert) {
        return checked(super.visitInsertSelectStatement(insert));
    }

    @Override
    public InsertStatement visitInsertValuesStatement(SqmInsertValuesStatement<?> insert) {
        return checked(super.visitInsertValuesStatement(insert));
    }

    private InsertStatement checked(InsertStatement insert) {
        if (!databaseChecks()) {
            new CheckedInserts(target, getLoadQueryInfluencers().getSessionFactory())
                    .check((InsertSelectStatement) insert);
        }
        return insert;
    }

    /** Whoever names no tenant inserts for that of the session. */
    @Override
    public AdditionalInsertValues visitInsertionTargetPaths(
            BiConsumer<Assignable, List<ColumnReference>> columns,
            SqmInsertStatement<?> insert,
            EntityPersister persister,
            TableGroup table) {
        AdditionalInsertValues values = super.visitInsertionTargetPaths(columns, insert, persister, table);
        if (!target.hasTenantColumn()) {
            return values;
        }
        ColumnRef tenant = target.scoped().tenantColumn();
        if (insert.getInsertionTargetPaths().stream()
                .anyMatch(path -> path.getNavigablePath().getLocalName().equals(tenant.attribute()))) {
            return values;
        }
        Assignable stamped = (Assignable)
                SqmExpressionHelper.get(insert.getTarget(), tenant.attribute()).accept(this);
        columns.accept(stamped, stamped.getColumnReferences());
        RowCheck.Column column = Objects.requireNonNull(
                ProtectedUnit.required(getLoadQueryInfluencers().getSessionFactory())
                        .check(target, Operation.INSERT)
                        .columns()
                        .get(tenant.column()));
        return new StampedValues(
                values,
                new TenantValue(
                        stamped.getColumnReferences().get(0).getJdbcMapping(),
                        target.scoped().tenantClaim().type(),
                        column.sqlType()));
    }
}
