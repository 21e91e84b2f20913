package dev.rls.policy;

/**
 * What {@code @TenantScoped} says.
 *
 * @param attribute the attribute that holds the tenant
 * @param claim the claim that names it
 * @param via the association to the parent that has the tenant, or empty
 * @param shared whether rows without tenant are everybody's to read
 */
public record TenantDeclaration(String attribute, String claim, String via, boolean shared) {}
