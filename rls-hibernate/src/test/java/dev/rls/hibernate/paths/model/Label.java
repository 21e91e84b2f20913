package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import java.util.HashSet;
import java.util.Set;

/** The other end of many-to-many. */
@Entity
public class Label extends Row {

    @ManyToMany(mappedBy = "labels")
    public Set<Account> accounts = new HashSet<>();
}
