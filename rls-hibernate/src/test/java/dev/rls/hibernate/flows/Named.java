package dev.rls.hibernate.flows;

/** What the entities of the flows have in common. */
public interface Named {

    String getName();

    void setName(String name);

    void setTenantId(String tenantId);

    void setId(Long id);
}
