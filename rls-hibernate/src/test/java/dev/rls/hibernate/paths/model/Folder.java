package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import java.util.HashSet;
import java.util.Set;

/** With a collection of what is deleted by a mark. */
@Entity
public class Folder extends Row {

    @OneToMany(mappedBy = "folder")
    public Set<Draft> drafts = new HashSet<>();
}
