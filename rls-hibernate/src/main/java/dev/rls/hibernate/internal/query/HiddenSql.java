package dev.rls.hibernate.internal.query;

import dev.rls.hibernate.internal.Messages;
import dev.rls.hibernate.internal.OpenedSql;
import java.util.List;
import java.util.regex.Pattern;
import org.hibernate.dialect.function.SqlColumn;
import org.hibernate.metamodel.model.domain.ReturnableType;
import org.hibernate.query.sqm.function.FunctionRenderer;
import org.hibernate.query.sqm.function.NamedSqmFunctionDescriptor;
import org.hibernate.query.sqm.function.SelfRenderingAggregateFunctionSqlAstExpression;
import org.hibernate.query.sqm.function.SelfRenderingFunctionSqlAstExpression;
import org.hibernate.query.sqm.function.SqmFunctionDescriptor;
import org.hibernate.query.sqm.function.SqmFunctionRegistry;
import org.hibernate.query.sqm.tree.expression.SqmFunction;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.spi.StringBuilderSqlAppender;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.predicate.Predicate;

/**
 * Functions of HQL and Criteria that may read anything: {@code sql}, and those that only the database knows. Their SQL is
 * marked, so that a cached plan is refused like a new one.
 *
 * @param renderer writes the function
 */
record HiddenSql(FunctionRenderer renderer) implements FunctionRenderer {

    private static final Pattern COLUMN = Pattern.compile("[\\w.\"`]*\\.(?:\\w+|\"[^\"]+\"|`[^`]+`)");

    /** Whether a function may read rows that no filter sees. */
    static boolean mayBeIn(SqmFunction<?> function, SqmFunctionRegistry registry) {
        SqmFunctionDescriptor descriptor = function.getFunctionDescriptor();
        return function.getFunctionName().equals("sql")
                || descriptor instanceof SqlColumn
                || (descriptor instanceof NamedSqmFunctionDescriptor // which Hibernate makes of any name
                        && registry.findFunctionDescriptor(function.getFunctionName()) == null);
    }

    static Expression marked(SqmFunction<?> function, Expression expression) {
        if (expression.getClass() == SelfRenderingFunctionSqlAstExpression.class) {
            SelfRenderingFunctionSqlAstExpression<?> call = (SelfRenderingFunctionSqlAstExpression<?>) expression;
            return marked(call, function.getFunctionDescriptor() instanceof SqlColumn);
        }
        if (expression.getClass() == SelfRenderingAggregateFunctionSqlAstExpression.class) {
            return marked((SelfRenderingAggregateFunctionSqlAstExpression<?>) expression);
        }
        throw Messages.unmarkedFunction(function.getFunctionName());
    }

    @SuppressWarnings("unchecked") // what a call returns is of the type it says
    private static <T> Expression marked(SelfRenderingFunctionSqlAstExpression<T> call, boolean column) {
        HiddenSql hidden = new HiddenSql(call.getFunctionRenderer());
        return new SelfRenderingFunctionSqlAstExpression<>(
                call.getFunctionName(),
                column ? hidden::renderColumn : hidden,
                call.getArguments(),
                (ReturnableType<T>) call.getType(),
                call.getExpressible());
    }

    @SuppressWarnings("unchecked") // what a call returns is of the type it says
    private static <T> Expression marked(SelfRenderingAggregateFunctionSqlAstExpression<T> call) {
        return new SelfRenderingAggregateFunctionSqlAstExpression<>(
                call.getFunctionName(),
                new HiddenSql(call.getFunctionRenderer()),
                call.getArguments(),
                call.getFilter(),
                (ReturnableType<T>) call.getType(),
                call.getExpressible());
    }

    @Override
    public void render(
            SqlAppender sql, List<? extends SqlAstNode> arguments, ReturnableType<?> type, SqlAstTranslator<?> walker) {
        mark(sql);
        renderer.render(sql, arguments, type, walker);
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            Predicate filter,
            ReturnableType<?> type,
            SqlAstTranslator<?> walker) {
        mark(sql);
        renderer.render(sql, arguments, filter, type, walker);
    }

    /** A column of the filtered row tells no more than the row; but what is written as its name may be an expression. */
    private void renderColumn(
            SqlAppender sql, List<? extends SqlAstNode> arguments, ReturnableType<?> type, SqlAstTranslator<?> walker) {
        StringBuilderSqlAppender written = new StringBuilderSqlAppender();
        renderer.render(written, arguments, type, walker);
        if (!COLUMN.matcher(written.toString()).matches()) {
            mark(sql);
        }
        sql.appendSql(written.toString());
    }

    private static void mark(SqlAppender sql) {
        OpenedSql.require("a function that may hide SQL");
        sql.appendSql(OpenedSql.MARKER);
    }
}
