package dev.rls;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the compiler wraps repeated {@link SuppressLint} annotations in. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface SuppressLints {

    /**
     * The silenced warnings.
     *
     * @return in the order they are written
     */
    SuppressLint[] value();
}
