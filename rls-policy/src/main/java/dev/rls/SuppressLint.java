package dev.rls;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Silences one warning of the annotation processor for the class it stands on, and says why. Only warnings about the
 * design of policies can be silenced, their codes are {@code RLS070} to {@code RLS089}.
 */
@Documented
@Repeatable(SuppressLints.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface SuppressLint {

    /**
     * The warning.
     *
     * @return its code, such as {@code RLS071}
     */
    String value();

    /**
     * Why it does not matter here; for the next reader.
     *
     * @return a sentence, not empty
     */
    String reason();
}
