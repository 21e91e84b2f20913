package dev.rls;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Narrows the rows of an entity by a condition over its attributes and the claims of the token.
 *
 * <p>Placed on an entity (the root of its hierarchy) or on a mapped superclass, alone or beside {@link TenantScoped}, as
 * often as needed: all of them hold together. Each becomes a Hibernate filter, a PostgreSQL policy and a check in Java,
 * three readings of one condition.
 *
 * <p>The language is described in {@code docs/policies.md}: comparisons, {@code in}, {@code between}, {@code is null},
 * {@code like}, {@code and}, {@code or}, {@code not} over attributes, paths to one, literals and claims, as in
 * {@code ownerId = :sub or 'manager' in :roles}. A claim that the token does not have reads as null.
 */
@Documented
@Repeatable(RowPolicies.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RowPolicy {

    /**
     * What the policy is called in messages and in the database.
     *
     * @return lower-case letters, digits and underscores, the first a letter; at most 40; once per entity
     */
    String name();

    /**
     * The operations it narrows; an operation that no policy of the entity names stays as it is without policies.
     *
     * @return at least one operation
     */
    Operation[] on() default {Operation.SELECT, Operation.INSERT, Operation.UPDATE, Operation.DELETE};

    /**
     * Which rows the operation may see or touch. Needed unless the policy is for {@link Operation#INSERT} alone and has a
     * {@link #check()}; then it must be left out, because an insert reaches no row.
     *
     * @return a condition
     */
    String using() default "";

    /**
     * What a row must satisfy after it was inserted or updated.
     *
     * @return a condition; that of {@link #using()} if it is empty
     */
    String check() default "";
}
