package dev.rls;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rows of this entity belong to one tenant, and only a token of that tenant reaches them.
 *
 * <p>Placed on an entity (the root of its hierarchy) or on a mapped superclass. At compile time it becomes a Hibernate
 * filter and a pair of PostgreSQL row-level-security policies, both saying {@code column = claim}; at run time both are
 * bound to the claims of the verified token.
 *
 * <p>The attribute is stamped on insert and never changes afterwards. A persistence unit has one tenant claim and one
 * tenant type. What narrows the rows further is a {@link RowPolicy}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface TenantScoped {

    /**
     * The basic attribute that holds the tenant, of type {@code String}, {@code UUID}, {@code Long} or {@code Integer}.
     *
     * @return the name of the attribute
     */
    String attribute() default "tenantId";

    /**
     * The claim of the token that names the tenant.
     *
     * @return the name of the claim
     */
    String claim() default "tenant_id";

    /**
     * For a child without a tenant column of its own: the to-one association to the parent whose tenant it shares. Then
     * {@link #attribute()} and {@link #claim()} do not count; a row without parent belongs to nobody.
     *
     * @return the name of the association; empty if the entity has a tenant column
     */
    String via() default "";

    /**
     * Whether rows without tenant are everybody's: readable with the token of any tenant, writable with none.
     *
     * @return whether a null tenant means shared
     */
    boolean shared() default false;
}
