package dev.rls.hibernate.internal.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.sql.ast.SqlAstWalker;
import org.hibernate.sql.ast.tree.expression.JdbcParameter;
import org.hibernate.sql.exec.spi.ExecutionContext;
import org.hibernate.sql.exec.spi.JdbcParameterBinder;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a policy's condition outside a filter.
 *
 * @param mapping binds it from the claims of the session
 */
record ClaimParameter(JdbcMapping mapping) implements JdbcParameter, JdbcParameterBinder {

    @Override
    public JdbcParameterBinder getParameterBinder() {
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // a parameter of ours takes no argument
    public void bindParameterValue(
            PreparedStatement statement, int position, JdbcParameterBindings bindings, ExecutionContext context)
            throws SQLException {
        mapping.getJdbcValueBinder().bind(statement, "claim", position, context.getSession());
    }

    @Override
    public JdbcMappingContainer getExpressionType() {
        return mapping;
    }

    @Override
    public @Nullable Integer getParameterId() {
        return null;
    }

    @Override
    public void accept(SqlAstWalker walker) {
        walker.visitParameter(this);
    }
}
