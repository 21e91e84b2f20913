package dev.rls.hibernate.paths.model;

import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;

/** Attributes that are loaded when they are asked for; its class is enhanced. */
@Entity
public class Article extends Row {

    @Basic(fetch = FetchType.LAZY)
    public String body;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "account_id")
    public Account account;

    public String getBody() {
        return body;
    }
}
