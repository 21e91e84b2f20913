package dev.rls.hibernate.internal.session;

import dev.rls.policy.ValueType;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/**
 * The type of a parameter of a policy's filter. It binds what the claims of the session say, whatever argument Hibernate
 * hands to it, after the guard has let the session pass.
 */
public final class GuardedParameter implements JdbcMapping {

    /** Where the value of a parameter comes from. */
    @FunctionalInterface
    public interface Source {

        /** The value for a session that has passed the guard, or null. */
        @Nullable
        Object value(SharedSessionContractImplementor session);
    }

    private final JdbcMapping argument;
    private final ValueBinder<Object> binder;

    /**
     * A parameter.
     *
     * @param argument the type of the argument that Hibernate knows
     * @param type what is bound
     * @param array whether an array of that is bound
     * @param source where the value comes from
     */
    public GuardedParameter(JdbcMapping argument, ValueType type, boolean array, Source source) {
        this.argument = argument;
        this.binder = new Binder(new JdbcValue(type, array), source);
    }

    @Override
    public ValueBinder<Object> getJdbcValueBinder() {
        return binder;
    }

    @Override
    public JavaType<?> getJavaTypeDescriptor() {
        return argument.getJavaTypeDescriptor();
    }

    @Override
    public JdbcType getJdbcType() {
        return argument.getJdbcType();
    }

    @Override
    public ValueExtractor<?> getJdbcValueExtractor() {
        return argument.getJdbcValueExtractor();
    }

    private record Binder(JdbcValue jdbc, Source source) implements ValueBinder<Object> {

        @Override
        public void bind(PreparedStatement statement, Object argument, int index, WrapperOptions options)
                throws SQLException {
            jdbc.bind(statement, index, source.value(options.getSession()));
        }

        @Override
        public void bind(CallableStatement statement, Object argument, String name, WrapperOptions options) {
            throw new UnsupportedOperationException("a filter is part of no procedure call");
        }
    }
}
