package dev.rls.hibernate.paths.model;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** An entity in the second-level cache, with its collections and its natural identifier. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache(region = "shelf-code")
public class Shelf extends Row {

    @NaturalId
    public String code;

    @OneToMany(mappedBy = "shelf")
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public Set<Volume> volumes = new HashSet<>();

    @ManyToMany
    @JoinTable(
            name = "shelf_volume",
            joinColumns = @JoinColumn(name = "shelf_id"),
            inverseJoinColumns = @JoinColumn(name = "volume_id"))
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    public Set<Volume> lent = new HashSet<>();
}
