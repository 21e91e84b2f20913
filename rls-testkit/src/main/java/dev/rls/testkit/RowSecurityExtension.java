package dev.rls.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link RowSecurity} as a parameter, made when the first of a class asks for it.
 *
 * <pre>{@code
 * @RegisterExtension
 * static RowSecurityExtension extension =
 *     new RowSecurityExtension(() -> RowSecurity.of(factory()).withDatabase(dataSource()));
 *
 * @Test
 * void aliceSeesHers(RowSecurity rows) { … }
 * }</pre>
 */
public final class RowSecurityExtension implements ParameterResolver, AfterAllCallback {

    private final Supplier<RowSecurity> supplier;
    private @Nullable RowSecurity made;

    /**
     * An extension for one application.
     *
     * @param supplier makes the row security once the application has started
     */
    public RowSecurityExtension(Supplier<RowSecurity> supplier) {
        this.supplier = supplier;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RowSecurity.class;
    }

    @Override
    public synchronized RowSecurity resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RowSecurity rows = made == null ? supplier.get() : made;
        made = rows;
        return rows;
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        made = null;
    }
}
