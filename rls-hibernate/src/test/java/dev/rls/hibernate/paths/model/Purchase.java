package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.Version;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.FetchProfile;

/** An element of collections, and a way back to its account. */
@Entity
@FetchProfile(
        name = "Purchase.account",
        fetchOverrides =
                @FetchProfile.FetchOverride(entity = Purchase.class, association = "account", mode = FetchMode.JOIN))
@NamedEntityGraph(name = "Purchase.account", attributeNodes = @NamedAttributeNode("account"))
public class Purchase extends Row {

    @Version
    public int version;

    public int amount;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account_id")
    public Account account;
}
