package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.session.GuardedParameter;
import dev.rls.hibernate.internal.session.TenantGuard;
import dev.rls.policy.ValueType;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.expression.SelfRenderingExpression;

/**
 * The tenant of the session, as a row is stamped with it that a query inserts.
 *
 * @param column how the tenant's column is mapped
 * @param type of the claim that names the tenant
 * @param sqlType of the column, because a parameter that is selected has no type of its own
 */
record TenantValue(JdbcMapping column, ValueType type, String sqlType) implements SelfRenderingExpression {

    @Override
    public JdbcMappingContainer getExpressionType() {
        return column;
    }

    @Override
    public void renderToSql(SqlAppender sql, SqlAstTranslator<?> walker, SessionFactoryImplementor factory) {
        sql.appendSql("cast(");
        walker.visitParameter(new ClaimParameter(new GuardedParameter(column, type, false, TenantGuard::tenant)));
        sql.appendSql(" as " + sqlType + ")");
    }
}
