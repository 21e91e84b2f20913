package dev.rls.hibernate.internal.query;

import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.metamodel.mapping.MappingModelExpressible;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.query.sqm.sql.SqmTranslation;
import org.hibernate.query.sqm.tree.expression.SqmParameter;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.FromClauseAccess;
import org.hibernate.sql.ast.spi.SqlExpressionResolver;
import org.hibernate.sql.ast.tree.expression.JdbcParameter;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.internal.SqlTypedMappingJdbcParameter;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.jspecify.annotations.Nullable;

/**
 * A translated query that other sessions may run too, and with it the SQL that became of it. It leads back to its translator,
 * so that has nothing of the execution that it was made for: see {@link LentBindings}.
 */
final class KeptSelect extends SelectStatement implements SqmTranslation<SelectStatement> {

    private final SqmSelectStatement<?> query;
    private final List<@Nullable Object> bound;
    private final KeptSelects others;
    private final Map<SqmParameter<?>, List<List<JdbcParameter>>> parameters;
    private final Map<SqmParameter<?>, MappingModelExpressible<?>> types;
    private @Nullable JdbcSelect sql;

    KeptSelect(
            SqmSelectStatement<?> query,
            List<@Nullable Object> bound,
            SqmTranslation<SelectStatement> translated,
            KeptSelects others) {
        super(
                translated.getSqlAst(),
                translated.getSqlAst().getQueryPart(),
                translated.getSqlAst().getDomainResultDescriptors());
        this.query = query;
        this.bound = bound;
        this.others = others;
        this.parameters = translated.getJdbcParamsBySqmParam();
        this.types = translated.getSqmParameterMappingModelTypeResolutions();
    }

    /** What it was translated from. */
    SqmSelectStatement<?> query() {
        return query;
    }

    /** For which types of its parameters' values. */
    List<@Nullable Object> bound() {
        return bound;
    }

    /** Its SQL; null before it is kept. */
    @Nullable
    JdbcSelect sql() {
        return sql;
    }

    /** Keeps it with its SQL, unless that is of this execution alone. */
    JdbcSelect keep(JdbcSelect written) {
        if (!written.dependsOnParameterBindings() && !hasNumberOfOwnSize()) {
            sql = written;
            others.keep(this);
        }
        return written;
    }

    /** The digits of a number that is compared to no column are those of the first value, or none. */
    private boolean hasNumberOfOwnSize() {
        return parameters.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .anyMatch(parameter -> isNumeric(parameter.getExpressionType()) && !isOfColumn(parameter));
    }

    private static boolean isNumeric(@Nullable JdbcMappingContainer type) {
        if (type == null || type.getJdbcTypeCount() != 1) {
            return false;
        }
        int code = type.getSingleJdbcMapping().getJdbcType().getDdlTypeCode();
        return code == Types.NUMERIC || code == Types.DECIMAL;
    }

    private static boolean isOfColumn(JdbcParameter parameter) {
        return parameter instanceof SqlTypedMappingJdbcParameter typed
                && typed.getSqlTypedMapping() instanceof SelectableMapping;
    }

    @Override
    public SelectStatement getSqlAst() {
        return this;
    }

    @Override
    public Map<SqmParameter<?>, List<List<JdbcParameter>>> getJdbcParamsBySqmParam() {
        return parameters;
    }

    @Override
    public Map<SqmParameter<?>, MappingModelExpressible<?>> getSqmParameterMappingModelTypeResolutions() {
        return types;
    }

    @Override
    public SqlExpressionResolver getSqlExpressionResolver() {
        throw leftBehind();
    }

    @Override
    public FromClauseAccess getFromClauseAccess() {
        throw leftBehind();
    }

    private static UnsupportedOperationException leftBehind() {
        return new UnsupportedOperationException("the translator of a kept query is not kept");
    }
}
