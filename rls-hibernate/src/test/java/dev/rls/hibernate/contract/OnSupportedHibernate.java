package dev.rls.hibernate.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.Version;
import org.junit.jupiter.api.condition.EnabledIf;

/** Behaviour that can be looked at only where this library starts; Hibernate 8 it refuses. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf("dev.rls.hibernate.contract.OnSupportedHibernate$Running#hibernate7")
@interface OnSupportedHibernate {

    /** What is on the class path. */
    final class Running {

        private Running() {}

        static boolean hibernate7() {
            return Version.getVersionString().startsWith("7.");
        }

        static boolean hibernate8() {
            return !hibernate7();
        }
    }
}
