package dev.rls.policy;

import org.jspecify.annotations.Nullable;

/**
 * How rows belong to a tenant, resolved.
 *
 * @param claim the claim that names the tenant
 * @param column the column that holds it, or null if a parent has it
 * @param via the way to the parent that has it, or null if there is a column
 * @param readable which rows the claims may read
 * @param writable which rows they may write; fewer where shared rows are
 */
public record TenantRule(
        ClaimRef claim,
        @Nullable ColumnRef column,
        @Nullable Association via,
        Predicate readable,
        Predicate writable) {}
