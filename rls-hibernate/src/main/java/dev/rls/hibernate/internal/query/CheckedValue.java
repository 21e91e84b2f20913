package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.RowCheck;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.SelfRenderingExpression;

/**
 * A value that is assigned only where the policies admit the row it leaves; elsewhere the statement fails, as it does in
 * PostgreSQL.
 *
 * @param entity whose row is written
 * @param operation how
 * @param column the column it is assigned to, by its compiled name
 * @param value the value
 * @param parts the policies to satisfy
 * @param check how columns and parameters are written
 * @param assigned what the statement assigns, by compiled names of columns
 * @param alias of the updated table; empty for an insert, which assigns what the policies ask for
 */
record CheckedValue(
        String entity,
        Operation operation,
        String column,
        Expression value,
        List<RowCheck.Part> parts,
        RowCheck check,
        Map<String, Expression> assigned,
        String alias)
        implements SelfRenderingExpression {

    private static final Pattern NAME = Pattern.compile("\\{([^}]+)}|(?<!:):(\\w+)");

    @Override
    public JdbcMappingContainer getExpressionType() {
        return value.getExpressionType();
    }

    @Override
    public void renderToSql(SqlAppender sql, SqlAstTranslator<?> walker, SessionFactoryImplementor factory) {
        sql.appendSql("case");
        for (RowCheck.Part part : parts) {
            sql.appendSql(" when (");
            render(part.text(), sql, walker);
            sql.appendSql(") is not true then ");
            sql.appendSql(RejectedRows.signal(
                    factory.getJdbcServices().getDialect(),
                    operation,
                    part.policy(),
                    entity,
                    column(column).sqlType()));
        }
        sql.appendSql(" else ");
        renderAssigned(column, value, sql, walker);
        sql.appendSql(" end");
    }

    private void render(String text, SqlAppender sql, SqlAstTranslator<?> walker) {
        Matcher name = NAME.matcher(text);
        int end = 0;
        while (name.find()) {
            sql.appendSql(text.substring(end, name.start()));
            end = name.end();
            if (name.group(1) == null) {
                String parameter = name.group(2);
                walker.visitParameter(new ClaimParameter(
                        Objects.requireNonNull(check.parameters().get(parameter))));
            } else {
                renderColumn(name.group(1), sql, walker);
            }
        }
        sql.appendSql(text.substring(end));
    }

    private void renderColumn(String name, SqlAppender sql, SqlAstTranslator<?> walker) {
        Expression value = assigned.get(name);
        if (value == null) {
            sql.appendSql(alias + "." + column(name).name());
        } else {
            renderAssigned(name, value, sql, walker);
        }
    }

    /** What the column will hold of it. */
    private void renderAssigned(String name, Expression value, SqlAppender sql, SqlAstTranslator<?> walker) {
        sql.appendSql("cast(");
        value.accept(walker);
        sql.appendSql(" as " + column(name).sqlType() + ")");
    }

    private RowCheck.Column column(String name) {
        return Objects.requireNonNull(check.columns().get(name));
    }
}
