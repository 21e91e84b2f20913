package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;

/** A view that the mapping writes out. */
@Entity
@Subselect("select id, tenantid, name from Account")
@Synchronize("Account")
public class AccountView {

    @Id
    public Long id;

    public String tenantId;

    public String name;
}
