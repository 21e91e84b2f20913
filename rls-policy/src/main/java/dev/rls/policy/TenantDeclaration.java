package dev.rls.policy;

/**
 * What {@code @TenantScoped} says.
 *
 * @param attribute the attribute that holds the tenant; empty if a parent has it
 * @param claim the claim that names it; empty if a parent has it
 * @param via the association to the parent that has the tenant, or empty
 * @param shared whether rows without tenant are everybody's to read
 */
public record TenantDeclaration(String attribute, String claim, String via, boolean shared) {

    /**
     * Forgets what does not count, so that the defaults of the annotation make no difference.
     *
     * @param attribute the attribute
     * @param claim the claim
     * @param via the association
     * @param shared whether rows without tenant are everybody's
     */
    public TenantDeclaration {
        attribute = via.isEmpty() ? attribute : "";
        claim = via.isEmpty() ? claim : "";
    }
}
