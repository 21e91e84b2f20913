package dev.rls.spring.internal;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Has Micrometer's context propagation carry the scope, wherever it carries the rest. Found by ServiceLoader. */
public final class ClaimsThreadLocalAccessor implements ThreadLocalAccessor<Claims> {

    /** For ServiceLoader. */
    public ClaimsThreadLocalAccessor() {}

    @Override
    public Object key() {
        return Claims.class.getName();
    }

    @Override
    public @Nullable Claims getValue() {
        return ClaimsScope.current();
    }

    @Override
    public void setValue(Claims claims) {
        ClaimsScope.replace(claims);
    }

    /** What was captured outside any scope runs outside any. */
    @Override
    public void setValue() {
        ClaimsScope.replace(null);
    }
}
