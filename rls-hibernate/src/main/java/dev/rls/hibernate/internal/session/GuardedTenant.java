package dev.rls.hibernate.internal.session;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.internal.util.IndexedConsumer;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/**
 * The type of the filter's parameter: that of the tenant's column, with a guard before each binding. This is where every
 * load of a scoped entity passes, and the only place that is passed by nothing else.
 */
public final class GuardedTenant implements JdbcMapping {

    private final JdbcMapping column;
    private final ValueBinder<Object> binder;

    /**
     * Guards the type of a column.
     *
     * @param column how the tenant's column is bound and read
     */
    public GuardedTenant(JdbcMapping column) {
        this.column = column;
        this.binder = new GuardedBinder(column);
    }

    @Override
    public ValueBinder<Object> getJdbcValueBinder() {
        return binder;
    }

    @Override
    public JavaType<?> getJavaTypeDescriptor() {
        return column.getJavaTypeDescriptor();
    }

    @Override
    public JdbcType getJdbcType() {
        return column.getJdbcType();
    }

    @Override
    public ValueExtractor<?> getJdbcValueExtractor() {
        return column.getJdbcValueExtractor();
    }

    @Override
    public JdbcMapping getJdbcMapping(int index) {
        return this;
    }

    @Override
    public int forEachJdbcType(int offset, IndexedConsumer<JdbcMapping> action) {
        action.accept(offset, this);
        return 1;
    }

    private record GuardedBinder(ValueBinder<Object> binder) implements ValueBinder<Object> {

        @SuppressWarnings("unchecked") // the binder of a column takes the column's own values
        GuardedBinder(JdbcMapping column) {
            this((ValueBinder<Object>) column.getJdbcValueBinder());
        }

        @Override
        public void bind(PreparedStatement statement, Object tenant, int index, WrapperOptions options)
                throws SQLException {
            binder.bind(statement, TenantGuard.bound(options.getSession(), tenant), index, options);
        }

        @Override
        public void bind(CallableStatement statement, Object tenant, String name, WrapperOptions options) {
            throw new UnsupportedOperationException("a filter is part of no procedure call");
        }
    }
}
