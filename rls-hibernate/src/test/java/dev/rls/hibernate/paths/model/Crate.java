package dev.rls.hibernate.paths.model;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** An owner whose operations go on to its parts. */
@Entity
public class Crate extends Row {

    @OneToMany(mappedBy = "crate", cascade = CascadeType.ALL, orphanRemoval = true)
    public List<Part> parts = new ArrayList<>();
}
