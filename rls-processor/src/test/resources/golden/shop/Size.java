package com.acme.shop;

import dev.rls.TenantScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity without the common superclass, mapped at its getters. */
@Entity(name = "Größe")
@TenantScoped(attribute = "mandantID", claim = "https://acme.example/org")
class Size {
    String mandantID;

    @Id
    long getId() {
        return 1;
    }

    @Column(name = "MANDANT")
    String getMandantID() {
        return mandantID;
    }
}
