package dev.rls.hibernate.paths.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Formula;

/** An attribute that the mapping computes. */
@Entity
public class Quote extends Row {

    @Column(name = "account_id")
    public Long accountId;

    @Formula("(select a.name from Account a where a.id = account_id)")
    public String accountName;
}
