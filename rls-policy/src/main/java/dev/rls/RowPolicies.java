package dev.rls;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the compiler wraps repeated {@link RowPolicy} annotations in. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RowPolicies {

    /**
     * The policies.
     *
     * @return in the order they are written
     */
    RowPolicy[] value();
}
