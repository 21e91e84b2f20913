package dev.rls.hibernate.internal.query;

import java.util.Objects;
import java.util.function.BiConsumer;
import org.hibernate.cache.spi.QueryKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.QueryParameter;
import org.hibernate.query.spi.QueryParameterBinding;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.spi.QueryParameterImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What is bound to the parameters of a query, for as long as it is translated. What it is translated into leads back to the
 * translator, and so to these, which must not lead on to the values.
 */
final class LentBindings implements QueryParameterBindings {

    private @Nullable QueryParameterBindings lent;

    LentBindings(QueryParameterBindings lent) {
        this.lent = lent;
    }

    void giveBack() {
        lent = null;
    }

    private QueryParameterBindings lent() {
        return Objects.requireNonNull(lent, "translated");
    }

    @Override
    public boolean isBound(QueryParameterImplementor<?> parameter) {
        return lent().isBound(parameter);
    }

    @Override
    public <P> QueryParameterBinding<P> getBinding(QueryParameterImplementor<P> parameter) {
        return lent().getBinding(parameter);
    }

    @Override
    public QueryParameterBinding<?> getBinding(String name) {
        return lent().getBinding(name);
    }

    @Override
    public QueryParameterBinding<?> getBinding(int position) {
        return lent().getBinding(position);
    }

    @Override
    public void validate() {
        lent().validate();
    }

    @Override
    public boolean hasAnyMultiValuedBindings() {
        return lent().hasAnyMultiValuedBindings();
    }

    @Override
    public boolean hasAnyTransientEntityBindings(SharedSessionContractImplementor session) {
        return lent().hasAnyTransientEntityBindings(session);
    }

    @Override
    public QueryKey.ParameterBindingsMemento generateQueryKeyMemento(SharedSessionContractImplementor session) {
        return lent().generateQueryKeyMemento(session);
    }

    @Override
    public void visitBindings(BiConsumer<? super QueryParameter<?>, ? super QueryParameterBinding<?>> action) {
        lent().visitBindings(action);
    }
}
