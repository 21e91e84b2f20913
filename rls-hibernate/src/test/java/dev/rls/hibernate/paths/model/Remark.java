package dev.rls.hibernate.paths.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.ManyToAny;

/** A to-one to entities of several classes. */
@Entity
public class Remark extends Row {

    @Any(fetch = FetchType.LAZY)
    @AnyKeyJavaClass(Long.class)
    @AnyDiscriminatorValue(discriminator = "A", entity = Account.class)
    @AnyDiscriminatorValue(discriminator = "P", entity = Purchase.class)
    @Column(name = "target_type")
    @JoinColumn(name = "target_id")
    public Object target;

    @ManyToAny(fetch = FetchType.LAZY)
    @AnyKeyJavaClass(Long.class)
    @AnyDiscriminatorValue(discriminator = "A", entity = Account.class)
    @AnyDiscriminatorValue(discriminator = "P", entity = Purchase.class)
    @Column(name = "target_type")
    @JoinTable(
            name = "remark_target",
            joinColumns = @JoinColumn(name = "remark_id"),
            inverseJoinColumns = @JoinColumn(name = "target_id"))
    public Set<Object> targets = new HashSet<>();
}
