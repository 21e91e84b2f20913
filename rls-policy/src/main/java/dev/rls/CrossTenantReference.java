package dev.rls;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rows that this association refers to may be another tenant's. Without it what a {@link TenantScoped} entity refers to
 * stays inside the tenant: by a foreign key that holds the tenant too, or by a policy that asks whether the row can be seen.
 *
 * <p>With it the foreign key is left as it is, and PostgreSQL does not ask row security there: whoever writes the row learns
 * whether an identifier exists in any tenant, and {@code on delete cascade} and {@code set null} reach rows of others.
 *
 * <p>Placed on the association that has the join column.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface CrossTenantReference {

    /**
     * Why that is meant; for the next reader.
     *
     * @return a sentence, not empty
     */
    String reason();
}
