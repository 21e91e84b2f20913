package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.HashSet;
import java.util.Set;

/** A tree. */
@Entity
public class Node extends Row {

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "parent_id")
    public Node parent;

    @OneToMany(mappedBy = "parent")
    public Set<Node> children = new HashSet<>();
}
