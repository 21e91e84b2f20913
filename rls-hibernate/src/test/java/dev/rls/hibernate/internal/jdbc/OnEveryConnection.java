package dev.rls.hibernate.internal.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that holds on PostgreSQL 15 and 18, on the driver's connections and on pooled ones, each time on fresh rows. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@MethodSource("dev.rls.hibernate.internal.jdbc.Bound#all")
@interface OnEveryConnection {}
